import { type Clock, systemClock } from "../client/clock.ts";
import { isRefusal } from "../client/errors.ts";
import { connectionPool } from "../client/http.ts";
import { handlers, invocationHandlers } from "../handlers.ts";
import { CURRENT, EARLIER } from "../lifecycle/collections.ts";
import type { Call } from "../lifecycle/handlers.ts";
import { Lifecycle, type Managed, type ResourceType } from "../lifecycle/lifecycle.ts";
import { Session } from "../lifecycle/session.ts";
import { check, type Problem } from "../properties/check.ts";
import { previewedCreate, previewedUpdate } from "../properties/diff.ts";
import { type Bag, hasUnknown } from "../properties/values.ts";
import { invocations, resources } from "../resources.ts";
import {
  type Configuration,
  configurationProblems,
  credentialsOf,
  effectiveConfiguration,
} from "./configuration.ts";
import { type EngineLog, engineLog } from "./engine-log.ts";

const DEFAULT_CONCURRENCY = 64;
const DEFAULT_POLL_SECONDS = 1;
const DEFAULT_TIMEOUT_SECONDS = 20 * 60;

const types: ReadonlyMap<string, ResourceType> = new Map(
  resources.map(({ token, declaration }) => [
    token,
    { token, declaration, handlers: handlers[token].handlers },
  ]),
);

/** The resource type of a token. Throws when there is none. */
export function typeOf(token: string): ResourceType {
  const type = types.get(token);
  if (type !== undefined) return type;
  throw new Error(`there is no resource ${token}; there are ${[...types.keys()].join(", ")}`);
}

/** What a provider needs from its process. */
export interface Surroundings {
  environment: NodeJS.ProcessEnv;
  /** The project's folder, which paths of assets start from. */
  folder: string;
  clock: Clock;
  /** How requests leave the process. */
  pool: typeof connectionPool;
}

/** What the provider does for the engine, in plain values: the protocol is none of its business. */
export class Operations {
  readonly #surroundings: Surroundings;
  #cancelled = new AbortController();
  #given: Bag = {};
  #settings: Configuration | undefined;
  #log: EngineLog = engineLog(undefined);
  /** The IDs of what is to be replaced, by URN. */
  readonly #replaced = new Map<string, string>();
  #connection: { session: Session; lifecycle: Lifecycle } | undefined;

  constructor(surroundings: Partial<Surroundings> = {}) {
    this.#surroundings = {
      environment: process.env,
      folder: process.cwd(),
      clock: systemClock,
      pool: connectionPool,
      ...surroundings,
    };
  }

  /** The project's folder. */
  get folder(): string {
    return this.#surroundings.folder;
  }

  /** Where the engine takes messages. */
  attach(engineAddress: string): void {
    this.#log.close();
    this.#log = engineLog(engineAddress);
  }

  /** What is wrong with a configuration, or with what the environment adds to it. */
  checkConfiguration(given: Bag): Problem[] {
    return configurationProblems(given, this.#surroundings.environment);
  }

  /** Takes the configuration. It is looked at when the first request needs it: a preview may do without. */
  configure(given: Bag): void {
    this.#given = given;
    this.#settings = undefined;
    this.#connection?.session.close();
    this.#connection = undefined;
    this.#cancelled = new AbortController();
  }

  /** Stops waiting and asking. Requests that write are seen through, so that what they made is known. */
  cancel(): void {
    this.#cancelled.abort();
  }

  close(): void {
    this.#connection?.session.close();
    this.#log.close();
  }

  /** Secrets of the provider itself, which no message may hold. */
  get secrets(): unknown[] {
    const { TWILIO_AUTH_TOKEN, TWILIO_API_SECRET } = this.#surroundings.environment;
    return [this.#given.authToken, this.#given.apiSecret, TWILIO_AUTH_TOKEN, TWILIO_API_SECRET];
  }

  /** Throws when something in state belongs to another account: a stack must never be built anew by a wrong login. */
  assertAccount(state: Bag): void {
    const { accountSid } = this.#inForce();
    if (!accountSid || typeof state.accountSid !== "string" || state.accountSid === accountSid) return;
    throw new Error(
      `this resource belongs to the account ${state.accountSid}, but the provider is configured for ${accountSid}. ` +
        "Log in to the account of the stack (TWILIO_ACCOUNT_SID or twilio:accountSid), or use another stack for this one.",
    );
  }

  /** Notes that a resource is to be replaced: what its replacement finds at Twilio may be itself. Says what is lost by it. */
  expectReplacement(type: ResourceType, urn: string, { id, state }: Managed): void {
    this.#replaced.set(urn, id);
    const loss = type.handlers.loss?.(state);
    if (loss !== undefined) this.#log.write("warning", loss, urn);
  }

  async create(type: ResourceType, inputs: Bag, at: Place): Promise<Managed> {
    return this.#connected().lifecycle.create(type, inputs, this.#call(at));
  }

  /** What a create would make, as far as it can be known; with `adopt`, what it would take over. */
  async previewCreate(type: ResourceType, inputs: Bag, at: Place): Promise<Bag> {
    await this.#previewValidity(type, inputs, at);
    const expected = previewedCreate(type.declaration, inputs);
    if (inputs.adopt !== true || !this.#canAsk()) return expected;
    const call = this.#call(at);
    try {
      const existing = await this.#connected().lifecycle.findExisting(type, inputs, call);
      if (existing === undefined || existing.id === this.#replaced.get(at.urn)) return expected;
      call.log(
        "info",
        existing.state.adopted === false
          ? `goes on with ${existing.id}, which an earlier run has made`
          : `adopts ${existing.id}, which exists already`,
      );
      const made = Object.keys(type.declaration.changesWith ?? {});
      const known = Object.entries(existing.state).filter(([name]) => !made.includes(name));
      return { ...expected, ...Object.fromEntries(known), ...inputs };
    } catch (error) {
      call.log(
        "warning",
        `could not look for what to adopt: ${error instanceof Error ? error.message : error}`,
      );
      return expected;
    }
  }

  async read(type: ResourceType, managed: Managed, inputs: Bag, at: Place) {
    this.assertAccount(managed.state);
    return this.#connected().lifecycle.read(type, managed, inputs, this.#call(at, CURRENT));
  }

  async update(type: ResourceType, managed: Managed, oldInputs: Bag, inputs: Bag, at: Place): Promise<Bag> {
    this.assertAccount(managed.state);
    return this.#connected().lifecycle.update(type, managed, oldInputs, inputs, this.#call(at));
  }

  async previewUpdate(
    type: ResourceType,
    { state }: Managed,
    oldInputs: Bag,
    inputs: Bag,
    at: Place,
  ): Promise<Bag> {
    await this.#previewValidity(type, inputs, at);
    return previewedUpdate(type.declaration, state, oldInputs, inputs);
  }

  async delete(type: ResourceType, managed: Managed, at: Place): Promise<void> {
    this.assertAccount(managed.state);
    await this.#connected().lifecycle.delete(type, managed, this.#call(at));
  }

  /** Calls a function of the provider. */
  async invoke(token: string, given: Bag) {
    const invocation = invocations.find((one) => one.token === token);
    if (invocation === undefined) throw new Error(`there is no function ${token}`);
    const { inputs, problems } = check(invocation.declaration.inputs, given);
    if (problems.length > 0 || hasUnknown(inputs)) return { problems };
    const { handler } = invocationHandlers[invocation.token];
    return { problems, result: await handler(inputs, this.#call({ urn: "", timeoutSeconds: 0 })) };
  }

  /** Throws what Twilio finds wrong with inputs. A preview that cannot ask does without. */
  async #previewValidity(type: ResourceType, inputs: Bag, at: Place): Promise<void> {
    if (type.handlers.validate === undefined || !this.#canAsk()) return;
    const call = this.#call(at);
    try {
      await this.#connected().lifecycle.validate(type, inputs, call);
    } catch (error) {
      if (isRefusal(error)) throw error;
      call.log("warning", `could not validate: ${error instanceof Error ? error.message : error}`);
    }
  }

  #inForce(): Configuration {
    this.#settings ??= effectiveConfiguration(this.#given, this.#surroundings.environment);
    return this.#settings;
  }

  #canAsk(): boolean {
    try {
      credentialsOf(this.#inForce());
      return true;
    } catch {
      return false;
    }
  }

  #connected(): { session: Session; lifecycle: Lifecycle } {
    if (this.#connection !== undefined) return this.#connection;
    const settings = this.#inForce();
    const session = new Session({
      credentials: credentialsOf(settings),
      ...this.#surroundings,
      apiUrl: settings.apiUrl,
      maxConcurrentRequests: settings.maxConcurrentRequests ?? DEFAULT_CONCURRENCY,
      pollMs: (settings.pollInterval ?? DEFAULT_POLL_SECONDS) * 1000,
    });
    this.#connection = { session, lifecycle: new Lifecycle(session.collections) };
    return this.#connection;
  }

  #call({ urn, timeoutSeconds }: Place, freshness = EARLIER): Call {
    const { clock } = this.#surroundings;
    const cancelled = this.#cancelled.signal;
    const end = clock.now() + (timeoutSeconds || DEFAULT_TIMEOUT_SECONDS) * 1000;
    return this.#connected().session.call({
      urn,
      freshness,
      begin: () =>
        AbortSignal.any([cancelled, AbortSignal.timeout(Math.max(0, Math.ceil(end - clock.now())))]),
      log: (severity, message) => this.#log.write(severity, message, urn),
    });
  }
}

/** Which resource an operation is about, and how long it may take (0: the default). */
export interface Place {
  urn: string;
  timeoutSeconds: number;
}
