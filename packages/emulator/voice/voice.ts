import { normalizeNumber } from "./address.ts";
import type { World } from "./call/flow.ts";
import { callOut, type OutboundCall } from "./call/outbound.ts";
import {
  type BrowserCaller,
  callFromBrowser,
  callFromNumber,
  callFromPhone,
  type SipCaller,
} from "./call/place.ts";
import { Background } from "./call/progress.ts";
import { Switchboard } from "./call/switchboard.ts";
import type { Network } from "./network.ts";
import { Parties, toScript } from "./parties/parties.ts";
import { keyPresses, type Script } from "./parties/script.ts";
import { Phones } from "./phones/phones.ts";
import type { CallTrace } from "./trace/trace.ts";

/** A call to place. */
export interface CallRequest {
  /** A phone of a SIP domain, a browser, or a telephone number. */
  from: SipCaller | BrowserCaller | string;
  /** What is dialled: from a phone anything, such as `911` or `#`; from a number one that an account owns. */
  to: string;
  /** Headers of the phone's INVITE; those that begin with `X-` reach the webhook. */
  headers?: Record<string, string>;
  /** What a browser's page gives to the call beside `To`; its first webhook has it. */
  params?: Record<string, string>;
  /** What the caller does, as people write it (`presses 1, hangs up after 20 s`) or as parts. */
  script?: string | Partial<Script>;
  /** Short for what the caller presses: `1 2#` answers two questions. */
  presses?: string;
}

/** The telephones around the emulated Twilio, and the calls they make. */
export interface Voice {
  phones: Phones;
  parties: Parties;
  /** Places a call and gives its trace when it is over. Errors: an address that does not exist. */
  call(request: CallRequest): Promise<CallTrace>;
  /** Begins a call as the API does, and gives its SID at once. */
  callOut(call: OutboundCall): string;
  /** Calls in progress, and the traces of those that are over. */
  switchboard: Switchboard;
  /** Ends all calls; forgets phones and scripts. */
  reset(): Promise<void>;
}

/** Makes the voice part on top of an account's resources. */
export function createVoice(network: Network): Voice {
  const phones = new Phones(network);
  const parties = new Parties();
  const switchboard = new Switchboard();
  const shared = { network, phones, parties, switchboard };
  return {
    phones,
    parties,
    switchboard,
    call: (request) => place(newWorld(shared), request),
    callOut(outbound) {
      const { call, walk } = callOut(newWorld(shared), outbound);
      // Who asked for the call sees it queued; it begins right after.
      const run = switchboard.run(call, () => new Promise((resolve) => setImmediate(() => resolve(walk()))));
      // Whoever asks for the trace gets the error; nobody else waits for it.
      run.catch(() => {});
      return call.sid;
    },
    async reset() {
      await switchboard.close();
      phones.clear();
      parties.clear();
    },
  };
}

function newWorld({
  network,
  phones,
  parties,
  switchboard,
}: Omit<World, "background" | "callNumber">): World {
  const world: World = {
    network,
    phones,
    parties,
    switchboard,
    background: new Background(),
    callNumber: (from, number, inputs, depth, params) =>
      callFromNumber(world, from, number, { inputs }, depth, params),
  };
  return world;
}

async function place(
  world: World,
  { from, to, headers = {}, params = {}, script = {}, presses = "" }: CallRequest,
): Promise<CallTrace> {
  const { inputs, hangsUpAfter } = toScript(script);
  const caller = {
    inputs: [...keyPresses(presses), ...inputs],
    ...(hangsUpAfter === undefined ? {} : { hangsUpAfter }),
  };
  if (typeof from !== "string" && "token" in from)
    return callFromBrowser(world, from, { ...params, To: to }, caller);
  if (typeof from !== "string") return callFromPhone(world, from, to, headers, caller);
  const number = world.network.number(normalizeNumber(to) ?? "");
  if (!number)
    throw new Error(`no account owns ${to}: a call from a telephone number goes to an incoming phone number`);
  return callFromNumber(world, normalizeNumber(from) ?? from, number, caller);
}
