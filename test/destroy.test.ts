import { afterAll, beforeAll, expect, test } from "vitest";
import { TestNetwork } from "./network.ts";

let network: TestNetwork;
beforeAll(async () => {
  network = await TestNetwork.start();
  await network.up("stage", "prod");
});
afterAll(() => network.close());

test("a plain destroy of stage is refused while prod lives; without what is protected it leaves prod's calls whole", async () => {
  expect(await network.refused("destroy", "-s", "stage", "--yes")).toMatch(/protect/);

  await network.pulumi("destroy", "-s", "stage", "--yes", "--exclude-protected");
  const domains = await network.client.sip.domains.list();
  expect(domains.map(({ domainName }) => domainName).sort()).toEqual([
    "direct-futel-nonemergency-prod.sip.twilio.com",
    "direct-futel-prod.sip.twilio.com",
  ]);

  for (const service of await network.client.serverless.v1.services.list()) {
    const environments = await network.client.serverless.v1.services(service.sid).environments.list();
    expect(environments.map(({ uniqueName }) => uniqueName)).toEqual(["prod"]);
  }

  const { workshop } = await network.phones("prod");
  if (!workshop) throw new Error("there is no phone workshop");
  const trace = await network.emulator.call({ from: { sip: "workshop", ...workshop }, to: "5035551212" });
  expect(trace.legs.map(({ to }) => to)).toEqual(["+15035551212"]);

  await network.pulumi("preview", "-s", "prod", "--expect-no-changes");

  // Stage comes back on the service it left, and prod follows it as ever.
  await network.up("stage", "prod");
  expect(await network.client.serverless.v1.services.list()).toHaveLength(2);
});
