import { alertsOf, type CallTrace, type Emulator, twilioClient } from "@dialer/emulator";
import type { Accounts } from "./network.ts";

/** What became of many calls at once. Lists name calls as `menu 7`. */
export interface Load {
  /** How many were placed, by kind. */
  placed: Record<string, number>;
  /** Those that did not reach whom they were for, or did not talk for a minute. */
  lost: string[];
  /** Those that were answered by two. */
  twice: string[];
  /** What the debugger logged. */
  alerts: string[];
}

/** Each call's kind follows from its place, again and again. */
const kinds = ["outgoing", "incoming", "menu", "outgoing", "incoming", "operator"] as const;
type Kind = (typeof kinds)[number];

/** Seconds that every call talks. */
const minute = 60;
/** What the menu that the calls go through leads to. */
const services = "+18666986155";
/** The operator who is at home. */
const operator = "+15035550191";

/**
 * Places calls on a network that is up, each of a minute of the call's own time, all in that same minute: phones that dial
 * numbers, go through menus and ask for the operator, and callers from outside.
 * @param accounts prod's phones
 * @param answering how many Twilio asks about at the same moment of this machine's time; all of them unless given
 */
export async function placeCallsAtOnce(
  emulator: Emulator,
  accounts: Accounts,
  count: number,
  answering = count,
): Promise<Load> {
  const phone = accounts.library;
  if (!phone) throw new Error("there is no phone library");
  const { username: sip, domain, password, callerId } = phone;
  const from = { sip, domain, password };
  const own = `sip:${sip}@${domain}`;
  /** Toll-free numbers, each called once. */
  const outside = (index: number) => `+1800${2_000_000 + index}`;

  const { parties } = emulator;
  for (const party of [services, own]) parties.script(party, `hangs up after ${minute} s`);
  parties.script(`sip:workshop@${domain}`, "no-answer");
  // An operator takes one caller; then no key is pressed.
  parties.script(operator, `presses 1, hangs up after ${2 * minute} s`);

  /** Places a call; gives it with whom it is for. */
  const place = async (kind: Kind, index: number): Promise<{ trace: CallTrace; to: string }> => {
    switch (kind) {
      case "outgoing": {
        const to = outside(index);
        parties.script(to, `hangs up after ${minute} s`);
        return { trace: await emulator.call({ from, to }), to };
      }
      case "incoming": {
        const caller = `+1206${2_000_000 + index}`;
        return { trace: await emulator.call({ from: caller, to: callerId }), to: own };
      }
      case "menu": {
        const script = "presses 2 after 1 s, presses 1";
        return { trace: await emulator.call({ from, to: "#", script }), to: services };
      }
      case "operator":
        return { trace: await emulator.call({ from, to: "0" }), to: "operator-prod" };
    }
  };

  const before = new Set((await operatorCalls(emulator)).map(({ sid }) => sid));
  const queue = Array.from({ length: count }, (_, index) => index);
  const calls: { index: number; kind: Kind; trace: CallTrace; to: string }[] = [];
  const line = async () => {
    for (let index = queue.shift(); index !== undefined; index = queue.shift()) {
      const kind = kinds[index % kinds.length] ?? "outgoing";
      calls.push({ index, kind, ...(await place(kind, index)) });
    }
  };
  await Promise.all(Array.from({ length: answering }, line));
  await emulator.settled();
  const operators = (await operatorCalls(emulator)).filter(({ sid }) => !before.has(sid));
  const taken = (await Promise.all(operators.map(({ sid }) => emulator.trace(sid)))).flatMap(
    ({ legs }) => legs,
  );

  const judged = calls.map(({ index, kind, trace, to }) => {
    // Who waits in a queue is not dialled, but taken out of it by the call of an operator.
    const legs = kind === "operator" ? taken.filter(({ sid }) => sid === trace.sid) : trace.legs;
    const answered = legs.filter(({ bridged }) => bridged);
    const talked = answered.some((leg) => leg.to === to && leg.duration >= minute);
    const name = `${kind} ${index}`;
    return { kind, name, trace, lost: trace.status !== "completed" || !talked, twice: answered.length > 1 };
  });
  const names = (which: typeof judged) => which.map(({ name }) => name);
  return {
    placed: Object.fromEntries(
      kinds.map((each) => [each, judged.filter(({ kind }) => kind === each).length]),
    ),
    lost: names(judged.filter(({ lost }) => lost)),
    twice: names(judged.filter(({ twice }) => twice)),
    alerts: judged.flatMap(({ name, trace }) =>
      alertsOf(trace).map(({ code, text }) => `${name}: ${code} ${text}`),
    ),
  };
}

/** The calls by which the operator at home was asked to take somebody. */
function operatorCalls(emulator: Emulator) {
  return twilioClient(emulator).calls.list({ to: operator });
}
