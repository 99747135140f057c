import type { Clock } from "../client/clock.ts";
import type { TwilioClient } from "../client/connection.ts";
import type { TwilioError } from "../client/errors.ts";
import type { Name, ResourceClass, Shape, Values } from "../declare/resource.ts";
import type { Problem } from "../properties/check.ts";
import type { Claims } from "./claims.ts";

/** How loud a message to the person at the keyboard is. */
export type Severity = "info" | "warning";

/** What a handler works with during one operation. */
export interface Call {
  /** The official client; its requests end with the operation. */
  readonly twilio: TwilioClient;
  readonly accountSid: string;
  /** The URN of the resource. */
  readonly urn: string;
  readonly signal: AbortSignal;
  readonly clock: Clock;
  /** The project's folder, which paths of assets start from. */
  readonly folder: string;
  /** How long to wait between two looks at something in progress. */
  readonly pollMs: number;
  /** Says something to the person at the keyboard. Never a secret. */
  log(severity: Severity, message: string): void;
  /** Lists something once for all resources that look into it. */
  listed<T>(key: string, list: () => Promise<T[]>): Promise<readonly T[]>;
  /** What resources have chosen for themselves in this process. */
  readonly claims: Claims;
  /** Does work on what several resources share when its turn has come. */
  inTurn<T>(key: string, work: () => Promise<T>): Promise<T>;
}

/** A resource as Twilio tells it. */
export interface Live<I = Record<string, unknown>, O = Record<string, unknown>> {
  /** The inputs that would make it what it is; those that Twilio does not tell are left out. */
  inputs: Partial<I>;
  outputs: Partial<O>;
  /** When it came to be: tells what a create of ours made from what was there before. */
  createdAt?: Date | undefined;
  /** The mark that the resource which made it left on it. */
  mark?: string | undefined;
}

/** What a program wants and what state remembers, for an update. */
export interface Wish<I, O> {
  /** The inputs that differ; `undefined` for what is no longer set. */
  changes: Partial<I>;
  inputs: I;
  /** Inputs and outputs as they were. */
  state: Partial<I & O>;
}

/**
 * What a resource does at Twilio. Everything that resources have in common (adopting, looking after doubtful creates,
 * reading by pages, partial failures) is in the lifecycle: handlers only ask and map.
 *
 * I inputs, O outputs, K the parts of the ID, W those that say in which collection it is.
 */
export interface Handlers<I, O, K extends string, W extends K> {
  /** The parts of the ID that name the collection; none when it is the account's. */
  within: readonly W[];
  /** All of a collection, by pages as large as Twilio gives. */
  list(parent: Record<W, string>, call: Call): Promise<Live<I, O>[]>;
  /** One by its ID. Answers 404 of Twilio's pass through. */
  fetch(ref: Record<K, string>, call: Call): Promise<Live<I, O>>;
  /** Asks Twilio whether inputs are good, before anything is made or changed and in previews. Throws what Twilio says. */
  validate?(inputs: I, call: Call): Promise<void>;
  create(inputs: I, call: Call): Promise<Live<I, O>>;
  /** Absent when nothing can change in place. */
  update?(ref: Record<K, string>, wish: Wish<I, O>, call: Call): Promise<Live<I, O>>;
  delete(ref: Record<K, string>, state: Partial<I & O>, call: Call): Promise<void>;
  /** What is wrong with inputs beyond what the declaration tells. What is unknown yet passes. */
  check?(inputs: I): Problem[];
  /** The paths of inputs that Twilio cannot change in place, where that depends on the inputs. */
  fixed?(inputs: I): string[];
  /** What is lost for good when it is deleted. The plan of a replacement says it. */
  loss?(state: Partial<I & O>): string | undefined;
  /** The mark that this resource leaves on what it makes, where Twilio has room for one: it tells what is ours. */
  markOf?(call: Call): string;
  /** Whether to look for what exists even when it may not be adopted: for what costs money. */
  readonly looksFirst?: boolean;
  /**
   * Whether Twilio lets others have the same natural key. Only the mark tells then what an earlier run has made before it
   * was cut off; it is looked for first.
   */
  readonly sharesKey?: boolean;
  /** Finds what already exists, where the natural key is not enough to tell. */
  find?(inputs: I, call: Call): Promise<Live<I, O> | undefined>;
  /** Finds what already exists when the program leaves out the natural key. */
  findUnnamed?(inputs: I, call: Call): Promise<Live<I, O> | undefined>;
  /** Completes what a list leaves out; undefined when it turns out to be gone. State is absent on import. */
  complete?(
    live: Live<I, O>,
    state: Partial<I & O>,
    ref: Record<K, string>,
    call: Call,
  ): Promise<Live<I, O> | undefined>;
  /** Why it is not of use yet, or nothing when it is. Throws when it never will be. */
  pending?(live: Live<I, O>): string | undefined;
  /** Whether a refused delete says that it is in use and must stay for now, which is no failure. */
  inUse?(error: TwilioError): boolean;
}

/** Handlers whose types are checked where they are written and known to the lifecycle only by name. */
export type AnyHandlers = Handlers<Record<string, unknown>, Record<string, unknown>, string, string>;

/** Ties handlers to their resource, which types them. */
export function handlersOf<
  T extends string,
  I extends Shape,
  O extends Shape,
  K extends Name<I, O>,
  const W extends K,
>(
  resource: ResourceClass<T, I, O, K>,
  handlers: Handlers<Values<I>, Values<O>, K, W>,
): { token: T; handlers: AnyHandlers } {
  // Values reach handlers only after the declaration has checked them, so the names stand for the types.
  return { token: resource.token, handlers: handlers as unknown as AnyHandlers };
}
