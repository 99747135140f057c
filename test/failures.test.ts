import { afterEach, beforeEach, expect, test } from "vitest";
import { TestNetwork } from "./network.ts";

let network: TestNetwork;
beforeEach(async () => {
  network = await TestNetwork.start();
  await network.pulumi("stack", "init", "stage");
});
afterEach(() => network.close());

/** The next `up` must carry on, and leave nothing to do and nothing doubled. */
async function carriesOn(): Promise<void> {
  await network.pulumi("up", "-s", "stage", "--yes", "--skip-preview");
  await network.pulumi("preview", "-s", "stage", "--expect-no-changes");
  const { client } = network;
  expect(await client.serverless.v1.services.list()).toHaveLength(2);
  expect(await client.sip.domains.list()).toHaveLength(2);
  expect(await client.incomingPhoneNumbers.list()).toHaveLength(1);
  expect(await client.addresses.list()).toHaveLength(1);
}

test("a refused request is told with its resource; the next up carries on", async () => {
  network.emulator.faults.add({ method: "POST", route: "SIP/Domains.json", status: 400, count: 1 });
  expect(await network.refused("up", "-s", "stage", "--yes", "--skip-preview")).toMatch(/twilio:sip:Domain/);
  await carriesOn();
});

test("429 and 5xx are waited out", async () => {
  network.emulator.faults.add({ method: "POST", status: 429, count: 5 });
  network.emulator.faults.add({ method: "GET", status: 503, count: 2 });
  await carriesOn();
});

test("connections lost after the request took effect double nothing", async () => {
  network.emulator.faults.add({
    method: "POST",
    route: "IncomingPhoneNumbers.json",
    drop: "after",
    count: 1,
  });
  network.emulator.faults.add({ method: "POST", route: "Addresses.json", drop: "after", count: 1 });
  network.emulator.faults.add({ method: "POST", route: "/v1/Services$", drop: "after", count: 1 });
  await carriesOn();
});
