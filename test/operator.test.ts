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

/** Does something, and gives the calls that were placed to operators meanwhile. */
async function withOperators<T>(work: () => Promise<T>): Promise<{ done: T; operators: CallTrace[] }> {
  const before = new Set((await network.client.calls.list()).map(({ sid }) => sid));
  const done = await work();
  const placed = (await network.client.calls.list()).filter(
    ({ sid, direction }) => direction === "outbound-api" && !before.has(sid),
  );
  return { done, operators: await Promise.all(placed.map(({ sid }) => network.emulator.trace(sid))) };
}

/** Dials 0 on a phone; gives the caller's call and those of the operators. */
async function askForOperator(
  script = "",
): Promise<{ caller: CallTrace; operators: Record<string, CallTrace> }> {
  const { done: caller, operators } = await withOperators(() => phones.dial("corner", "0", { script }));
  return { caller, operators: Object.fromEntries(operators.map((trace) => [trace.to, trace])) };
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
  // The telephone of one who has not answered when the other accepts stops ringing: then it was not at once.
  let told: string | undefined;
  while (told === undefined) {
    const { operators } = await askForOperator();
    const took = ({ legs }: CallTrace) => legs.some(({ bridged }) => bridged);
    const losers = Object.values(operators).filter((trace) => !took(trace));
    expect([Object.values(operators).length, losers.length]).toEqual([2, 1]);
    told = losers.flatMap(heard).at(-1);
  }
  expect(told).toBe(tooLate);
});

/** Settles when so many callers wait. */
const waiting = (count: number) =>
  expect
    .poll(async () => (await network.client.queues.list()).map(({ currentSize }) => currentSize))
    .toEqual([count]);

/** Two phones ask for an operator, one after the other. Operators do what is said when they are called for the second. */
function askOneAfterTheOther(scripts: Record<string, string>) {
  const { parties } = network.emulator;
  const called = async () =>
    (await network.client.calls.list()).filter(({ direction }) => direction === "outbound-api").length;
  return withOperators(async () => {
    const before = await called();
    for (const operator of Object.keys(scripts)) parties.script(operator, "no-answer");
    const first = phones.dial("corner", "0");
    await waiting(1);
    await expect.poll(called).toBe(before + Object.keys(scripts).length);
    for (const [operator, script] of Object.entries(scripts)) parties.script(operator, script);
    return Promise.all([first, phones.dial("library", "0")]);
  });
}

it("who has waited longest is served first, and the next by the same operator", async () => {
  const { done: callers, operators } = await askOneAfterTheOther({
    [workshop]: "no-answer",
    [atHome]: "presses 1 1",
  });
  const taken = operators.flatMap(({ legs }) => legs).filter(({ bridged }) => bridged);
  expect(taken.map(({ sid }) => sid)).toEqual(callers.map(({ sid }) => sid));
});

it("two operators who accept at once get two callers", async () => {
  const { done: callers, operators } = await askOneAfterTheOther({
    [workshop]: "presses 1",
    [atHome]: "presses 1",
  });
  const taken = operators.map(({ legs }) => legs.flatMap(({ sid, bridged }) => (bridged ? [sid] : [])));
  expect(taken.filter((calls) => calls.length > 0)).toHaveLength(2);
  expect(taken.flat().sort()).toEqual(callers.map(({ sid }) => sid).sort());
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
