import { type CallTrace, heard } from "@dialer/emulator";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { connected, house } from "./emergency-calls.ts";
import { placeCallsAtOnce } from "./load.ts";
import { TestNetwork } from "./network.ts";
import { dialled, Telephones } from "./telephones.ts";

let network: TestNetwork;
let phones: Telephones;
beforeAll(async () => {
  network = await TestNetwork.start({ functionTimeoutMs: 60_000 });
  await network.up("stage", "prod");
  phones = await Telephones.register(network, "stage", "prod");
});
afterEach(() => {
  network.emulator.parties.clear();
  network.emulator.faults.clear();
});
afterAll(() => network.close());

const corner = "+15035550101";
const domain = "direct-futel-prod.sip.twilio.com";
const atHome = "+15035550191";
const workshop = `sip:workshop@${domain}`;
const tooLate = "The caller has gone, or somebody else was faster. Goodbye.";

/** Dials 0 on a phone; gives the caller's call and those of the operators. */
async function askForOperator(
  script = "",
): Promise<{ caller: CallTrace; operators: Record<string, CallTrace> }> {
  const before = new Set((await network.client.calls.list()).map(({ sid }) => sid));
  const caller = await phones.dial("corner", "0", { script });
  const placed = (await network.client.calls.list()).filter(
    ({ sid, direction }) => direction === "outbound-api" && !before.has(sid),
  );
  const traces = await Promise.all(
    placed.map(async ({ sid, to }) => [to, await network.emulator.trace(sid)] as const),
  );
  return { caller, operators: Object.fromEntries(traces) };
}

it("calls every operator with the main number; who accepts by key gets the caller", async () => {
  network.emulator.parties.script(workshop, "no-answer");
  network.emulator.parties.script(atHome, "presses 1");
  const { caller, operators } = await askForOperator();
  expect(Object.keys(operators).sort()).toEqual([atHome, workshop]);
  expect(operators[atHome]).toMatchObject({ from: "+15035550100" });
  expect(heard(operators[atHome] as CallTrace)).toEqual([
    "A caller is waiting for the operator, in English. Press 1 to take the call.",
    "Nobody else is waiting. Goodbye.",
  ]);
  expect(operators[atHome]?.legs).toMatchObject([{ kind: "queue", to: "operator-prod", bridged: true }]);
  expect(heard(caller)).toContain("Please hold. We are looking for an operator.");
  expect(dialled(caller)).toEqual([]);
});

it("of two who accept at once one gets the caller, and the other is told", async () => {
  for (const operator of [workshop, atHome]) network.emulator.parties.script(operator, "presses 1");
  const { operators } = await askForOperator();
  const traces = Object.values(operators);
  const winners = traces.filter(({ legs }) => legs.some(({ bridged }) => bridged));
  const losers = traces.filter(({ legs }) => !legs.some(({ bridged }) => bridged));
  expect([winners.length, losers.length]).toEqual([1, 1]);
  expect(heard(losers[0] as CallTrace).at(-1)).toBe(tooLate);
});

it("an answering machine, which presses no key, gets nobody; after the time-out a message can be left", async () => {
  for (const operator of [workshop, atHome]) network.emulator.parties.script(operator, "hangs up after 30 s");
  const { caller, operators } = await askForOperator("leaves a message of 9 s, hangs up after 200 s");
  expect(Object.values(operators).flatMap(({ legs }) => legs)).toEqual([]);
  expect(heard(caller)).toContain("Nobody could take your call.");
  const [recording] = await network.client.recordings.list();
  expect(recording).toMatchObject({ callSid: caller.sid });
  const at = caller.steps.find((step) => step.kind === "did" && step.did === "left a message")?.at ?? 0;
  expect(at).toBeGreaterThan(60);
  expect(at).toBeLessThan(100);
});

it("who hangs up is not waited for: operators who come hear so", async () => {
  network.emulator.parties.script(workshop, "no-answer");
  network.emulator.parties.script(atHome, "no-answer");
  const { caller } = await askForOperator("hangs up after 20 s");
  expect(caller).toMatchObject({ status: "completed", endedAt: 20 });
  const queues = await network.client.queues.list();
  expect(queues.map(({ friendlyName, currentSize }) => [friendlyName, currentSize])).toEqual([
    ["operator-prod", 0],
  ]);
});

it("9-1-1 while waiting is an emergency call, and 9 alone leads back to the queue", async () => {
  for (const operator of [workshop, atHome]) network.emulator.parties.script(operator, "no-answer");
  for (const script of ["presses 9 1 1", "presses 9 after 2 s, presses 1 1", "presses 911 after 2 s"]) {
    const { caller } = await askForOperator(`${script}, hangs up after 300 s`);
    expect(connected(caller)).toEqual(["911", corner, house]);
  }
  const { caller } = await askForOperator("presses 9 after 2 s, hangs up after 40 s");
  expect(caller.legs).toEqual([]);
  expect(caller.steps.filter((step) => step.kind === "verb" && step.verb === "Enqueue")).toHaveLength(2);
});

it.each([
  ["Twilio refuses to call", { status: 500 }],
  // Longer than a caller is left in silence for.
  ["Twilio does not answer about", { drop: "before", delayMs: 3_000 }],
] as const)("waits even if %s operators, and may leave a message", async (_, fault) => {
  network.emulator.faults.add({ method: "POST", route: "Calls.json", ...fault });
  const { caller, operators } = await askForOperator("leaves a message of 5 s, hangs up after 200 s");
  expect(operators).toEqual({});
  expect(heard(caller)).toContain("Nobody could take your call.");
});

it("200 calls in the same minute, of phones, from outside, through menus and to the operator: none is lost, none answered twice", async () => {
  const load = await placeCallsAtOnce(network.emulator, await network.phones("prod"), 200, 40);
  expect(load).toEqual({
    placed: { outgoing: 67, incoming: 67, menu: 33, operator: 33 },
    lost: [],
    twice: [],
    alerts: [],
  });
});
