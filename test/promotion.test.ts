import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { TestNetwork } from "./network.ts";

// One life of a network: each test goes on where the one before has left it.
let network: TestNetwork;
let prodFile: string;
beforeAll(async () => {
  network = await TestNetwork.start();
  await network.up("stage", "prod");
  prodFile = stackFile();
});
afterAll(() => network.close());

const stackFile = () => readFileSync(join(network.workspace.directory, "Pulumi.prod.yaml"), "utf8");

/** The build that each environment of the dialer serves, as Twilio says. */
async function served(): Promise<Record<string, string>> {
  const { serverless } = network.client;
  const [dialer] = (await serverless.v1.services.list()).filter(({ uniqueName }) => uniqueName === "dialer");
  const environments = await serverless.v1.services(dialer?.sid ?? "").environments.list();
  return Object.fromEntries(environments.map(({ uniqueName, buildSid }) => [uniqueName, buildSid]));
}

const change = (name: string) =>
  network.edit("functions/dialer/sip-incoming.protected.ts", (text) => `${text}\nconsole.log("${name}");\n`);

test("prod serves the very build that stage tested, and only once prod is brought up", async () => {
  const first = await served();
  expect(first.prod).toBe(first.stage);

  change("second");
  await network.up("stage");
  expect((await served()).stage).not.toBe(first.stage);
  expect((await served()).prod).toBe(first.prod);

  await network.up("prod");
  expect((await served()).prod).toBe((await served()).stage);
});

test("a stage without its outputs stops prod, and undeploys nothing", async () => {
  const before = await served();
  await network.pulumi("stack", "init", "empty");
  network.edit("Pulumi.prod.yaml", (text) =>
    text.replace("dialer:sharedFrom: stage", "dialer:sharedFrom: empty"),
  );
  const said = await network.refused("up", "-s", "prod", "--yes");
  expect(said).toMatch(
    /organization\/dialer\/empty: its output "shared".*: it has none yet\. Bring that stack up first/s,
  );
  expect(said, "told once, and without the program's own stack").not.toMatch(/serializing|^\s+at /m);
  expect(await served()).toEqual(before);
  network.edit("Pulumi.prod.yaml", () => prodFile);
});

test("promote pins what stage serves, rollback what prod served before; both are lines in a file", async () => {
  const first = await served();
  change("third");
  await network.up("stage");
  const second = await served();

  await network.dialer("promote");
  expect(stackFile()).toContain(second.stage);
  change("fourth");
  await network.up("stage", "prod");
  expect((await served()).prod).toBe(second.stage);

  await network.dialer("rollback");
  await network.up("prod");
  expect((await served()).prod).toBe(first.prod);
});

test("in an emergency prod builds for itself, when its stack file says so", async () => {
  const before = await served();
  change("hotfix");
  network.edit("Pulumi.prod.yaml", () => prodFile.replace("config:", "config:\n  dialer:build: here"));
  await network.up("prod");
  const after = await served();
  expect(after.stage).toBe(before.stage);
  expect([before.prod, before.stage]).not.toContain(after.prod);
});
