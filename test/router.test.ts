import { type CallTrace, heard } from "@dialer/emulator";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { TestNetwork } from "./network.ts";
import { verbs } from "./telephones.ts";

const carrier = "203.0.113.6";
const caller = "+12065550144";

const placeSchema = z.object({ domain: z.string(), sipDomain: z.string(), service: z.string() });
let network: TestNetwork;
let place: z.infer<typeof placeSchema>;
beforeAll(async () => {
  network = await TestNetwork.start();
  network.enable("router");
  await network.up("stage");
  place = placeSchema.parse(await network.output("stage", "router"));
});
afterEach(() => {
  network.emulator.parties.clear();
  network.emulator.faults.clear();
});
afterAll(() => network?.close());

/** Calls an address of the router as a carrier does. */
const call = (to: string, address = carrier): Promise<CallTrace> =>
  network.emulator.call({ from: { sip: caller, domain: place.sipDomain, address }, to });

describe("a call", () => {
  it("from a carrier goes where its address leads", async () => {
    const trace = await call("sales");
    expect(trace.legs).toMatchObject([{ to: "sip:sales@pbx.example.org", callerId: caller }]);
  });

  it("to any other address has the default route", async () => {
    expect(heard(await call("+15035559999"))).toEqual(["This number is not in service."]);
  });

  it("from anywhere else is refused", async () => {
    expect(await call("sales", "203.0.113.9")).toMatchObject({ status: "failed", sipResponse: 403 });
  });

  it("hears that the network is out of order when no function answers", async () => {
    network.emulator.faults.add({ route: `${place.domain}/inbound-sip-router`, status: 503 });
    const trace = await call("sales");
    expect(heard(trace)).toEqual(["The telephone network is out of order. Please try again later."]);
    expect(verbs(trace).map(({ verb }) => verb)).toEqual(["Say", "Hangup"]);
  });
});
