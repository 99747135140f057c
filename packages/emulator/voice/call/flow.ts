import type { HttpMethod, Network, OwnedNumber } from "../network.ts";
import type { Parties } from "../parties/parties.ts";
import type { Input } from "../parties/script.ts";
import type { Phones } from "../phones/phones.ts";
import type { CallTrace, WebhookPurpose } from "../trace/trace.ts";
import type { Instruction } from "../twiml/verb.ts";
import type { Call } from "./call.ts";
import type { Background } from "./progress.ts";
import type { Switchboard } from "./switchboard.ts";

/** Everything outside a call that it can meet. */
export interface World {
  network: Network;
  phones: Phones;
  parties: Parties;
  background: Background;
  switchboard: Switchboard;
  /** Calls a number of the account itself, as somebody outside would. Gives the whole call. */
  callNumber(
    from: string,
    to: OwnedNumber,
    inputs: Input[],
    depth: number,
    params?: Record<string, string>,
  ): Promise<CallTrace>;
}

/** A document to fetch and go on with. */
export interface DocumentRequest {
  purpose: WebhookPurpose;
  method: HttpMethod;
  url: string;
  /** The document itself, when it need not be fetched. */
  twiml?: string;
  /** Beside the parameters that every request of the call has. */
  params: Record<string, string>;
}

/** What follows a verb: another document, or the next verb. */
export type Next = DocumentRequest | undefined;

/** The execution of one document in a call: what verbs work with. */
export interface Flow {
  readonly call: Call;
  readonly world: World;
  /** Where the document came from. */
  readonly documentUrl: string;
  /** An address in the document as an absolute URL. Errors: `TwimlError` 11100. */
  resolve(url: string): string;
  /**
   * Walks a call, such as the called party's side of this one, through documents; `until` says when to stop before
   * their end.
   */
  converse(call: Call, first: DocumentRequest, until?: () => boolean): Promise<void>;
  /** Runs verbs that stand inside another one. */
  runNested(instructions: readonly Instruction[]): Promise<void>;
}
