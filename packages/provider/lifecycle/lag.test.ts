import { describe, expect, it } from "vitest";
import { cases } from "../testing/cases.ts";
import { makeWorld } from "../testing/world.ts";

describe("lists that lag", () => {
  it("do not make a lost create look like somebody else's, however late they are", async () => {
    const world = await makeWorld();
    world.emulator.faults.add({ method: "POST", drop: "after", lag: { looks: 4 }, count: 1 });
    const made = await world.engine.create("twilio:sip:CredentialList", { friendlyName: "booths" });
    expect(await world.twilio.sip.credentialLists.list()).toMatchObject([{ sid: made.id }]);
  });

  it("do not buy a number twice", async () => {
    const world = await makeWorld();
    const token = "twilio:numbers:IncomingPhoneNumber";
    const args = await cases[token].args(world);
    world.emulator.faults.add({ method: "POST", drop: "after", lag: { looks: 9 }, count: 1 });
    const made = await world.engine.create(token, args);
    world.emulator.faults.clear();
    const { phoneNumber, voiceUrl } = args;
    const numbers = await world.twilio.incomingPhoneNumbers.list();
    expect(numbers).toMatchObject([{ sid: made.id, phoneNumber, voiceUrl }]);
  });

  it("and reads that lag are waited for", async () => {
    const world = await makeWorld();
    const args = await cases["twilio:serverless:Build"].args(world);
    world.emulator.faults.add({ method: "POST", route: "Builds", lag: { looks: 2, alone: true }, count: 1 });
    const made = await world.engine.create("twilio:serverless:Build", args);
    expect(made.state.status).toBe("completed");
  });
});
