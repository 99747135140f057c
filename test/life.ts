import { expect } from "vitest";
import type { TestNetwork } from "./network.ts";

/** The kinds of change that an update made. */
const kinds = (changes: Record<string, number>) =>
  Object.keys(changes)
    .filter((kind) => changes[kind] !== 0)
    .sort();

/**
 * Walks both stacks through up, refresh, up, refresh, destroy, refresh, and expects nothing but what each step is for;
 * prod goes first, its protection taken off as an operator would.
 */
export async function liveAndDie(network: TestNetwork): Promise<void> {
  network.edit("Pulumi.prod.yaml", (text) => `${text}  dialer:otherCountries: [FR]\n`);
  for (const stack of ["stage", "prod"]) {
    await network.up(stack);
    expect(kinds(network.changes(stack)), `first up of ${stack}`).toEqual(["create"]);
    for (const step of ["refresh", "up", "refresh"]) {
      await network.pulumi(step, "-s", stack, "--yes", "--skip-preview");
      expect(kinds(network.changes(stack)), `${step} of ${stack}`).toEqual(["same"]);
    }
  }

  // What somebody opens to calls is closed when a look for drift has shown it, unless it may be open; and open again
  // when prod is gone.
  await openCountries(network, "FR", "GB");
  await network.pulumi("up", "-s", "prod", "--refresh", "--yes", "--skip-preview");
  expect(await countriesCalled(network)).toEqual(["FR", "MX", "US"]);

  for (const stack of ["prod", "stage"]) {
    expect(await network.refused("destroy", "-s", stack, "--yes")).toMatch(/protect/);
    await network.pulumi("state", "unprotect", "--all", "-s", stack, "--yes");
    await network.pulumi("destroy", "-s", stack, "--yes", "--skip-preview");
    // Prod only read what it refers to; that is forgotten, not deleted.
    const forgotten = stack === "prod" ? ["discard"] : [];
    expect(kinds(network.changes(stack)), `destroy of ${stack}`).toEqual(["delete", ...forgotten]);
    await network.pulumi("refresh", "-s", stack, "--yes", "--skip-preview");
    expect(kinds(network.changes(stack)), `refresh of what is gone from ${stack}`).toEqual([]);
  }

  const { client } = network;
  expect(await client.serverless.v1.services.list()).toEqual([]);
  expect(await client.sip.domains.list()).toEqual([]);
  expect(await client.sip.credentialLists.list()).toEqual([]);
  // Stage's number is left for another stack to adopt: nobody gives up a number without a person's word.
  const left = (await client.incomingPhoneNumbers.list()).map(({ phoneNumber }) => phoneNumber);
  expect(left).toEqual(["+15035550110"]);
  expect(await client.addresses.list()).toEqual([]);
  expect(await countriesCalled(network)).toEqual(["FR", "GB", "US"]);
}

async function openCountries({ client }: TestNetwork, ...codes: string[]): Promise<void> {
  const updateRequest = JSON.stringify(
    codes.map((code) => ({ iso_code: code, low_risk_numbers_enabled: true })),
  );
  await client.voice.v1.dialingPermissions.bulkCountryUpdates.create({ updateRequest });
}

/** Where the account may call. */
async function countriesCalled({ client }: TestNetwork): Promise<string[]> {
  const open = await client.voice.v1.dialingPermissions.countries.list({ lowRiskNumbersEnabled: true });
  return open.map(({ isoCode }) => isoCode);
}
