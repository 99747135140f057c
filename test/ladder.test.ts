import { afterAll, beforeAll, expect, test } from "vitest";
import { TestNetwork } from "./network.ts";

let network: TestNetwork;
beforeAll(async () => {
  network = await TestNetwork.start();
});
afterAll(() => network.close());

/** Only these kinds of change, each at least once. */
const only = (changes: Record<string, number>) =>
  Object.keys(changes)
    .filter((kind) => changes[kind] !== 0)
    .sort();

test("both stacks go up, refresh, up, refresh, destroy, refresh with nothing but what each step is for", async () => {
  for (const stack of ["stage", "prod"]) {
    await network.up(stack);
    expect(only(network.changes(stack)), `first up of ${stack}`).toEqual(["create"]);
    for (const step of ["refresh", "up", "refresh"]) {
      await network.pulumi(step, "-s", stack, "--yes");
      expect(only(network.changes(stack)), `${step} of ${stack}`).toEqual(["same"]);
    }
  }

  for (const stack of ["prod", "stage"]) {
    expect(await network.refused("destroy", "-s", stack, "--yes")).toMatch(/protect/);
    await network.pulumi("state", "unprotect", "--all", "-s", stack, "--yes");
    await network.pulumi("destroy", "-s", stack, "--yes");
    // Prod only read what it refers to; that is forgotten, not deleted.
    const forgotten = stack === "prod" ? ["discard"] : [];
    expect(only(network.changes(stack)), `destroy of ${stack}`).toEqual(["delete", ...forgotten]);
    await network.pulumi("refresh", "-s", stack, "--yes");
    expect(only(network.changes(stack)), `refresh of what is gone from ${stack}`).toEqual([]);
  }

  const { client } = network;
  expect(await client.serverless.v1.services.list()).toEqual([]);
  expect(await client.sip.domains.list()).toEqual([]);
  expect(await client.sip.credentialLists.list()).toEqual([]);
  expect(await client.incomingPhoneNumbers.list()).toEqual([]);
  expect(await client.addresses.list()).toEqual([]);
});
