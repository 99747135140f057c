import { expect, test } from "vitest";
import { findPulumi } from "../scripts/pulumi.ts";
import { liveAndDie } from "./life.ts";
import { TestNetwork, type TestNetworkOptions } from "./network.ts";

async function withNetwork(options: TestNetworkOptions, work: (network: TestNetwork) => Promise<void>) {
  const network = await TestNetwork.start(options);
  try {
    await work(network);
  } finally {
    await network.close();
  }
}

test("both stacks go up, refresh, up, refresh, destroy, refresh with nothing but what each step is for", () =>
  withNetwork({}, liveAndDie));

// Where the machine has Pulumi's own command, it must find the network as good as the engine does.
const pulumi = findPulumi();

test.skipIf(!pulumi.real)("the same under Pulumi's own command", () => withNetwork({ pulumi }, liveAndDie));

test.skipIf(!pulumi.real)("what one made the other finds unchanged, and can take down", () =>
  withNetwork({}, async (network) => {
    await network.up("stage");
    network.handOver(pulumi);
    await network.pulumi("preview", "-s", "stage", "--expect-no-changes");
    await network.up("prod");
    network.handOver();
    await network.pulumi("preview", "-s", "prod", "--expect-no-changes");
    await network.pulumi("state", "unprotect", "--all", "-s", "prod", "--yes");
    await network.pulumi("destroy", "-s", "prod", "--yes", "--skip-preview");
    network.handOver(pulumi);
    await network.pulumi("state", "unprotect", "--all", "-s", "stage", "--yes");
    await network.pulumi("destroy", "-s", "stage", "--yes", "--skip-preview");
    expect(await network.client.serverless.v1.services.list()).toEqual([]);
  }),
);
