import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { captured } from "./captured.ts";
import { defaultParallel } from "./deployment-flags.ts";

/** A project with an empty stack, `dev`, that lacks what the project asks for. */
const folder = mkdtempSync(join(tmpdir(), "deployment-flags-"));
beforeAll(async () => {
  const project = "name: sample\nruntime: nodejs\nconfig: {size: {type: integer}}\n";
  writeFileSync(join(folder, "Pulumi.yaml"), project);
  await pulumi("stack init dev");
});
afterAll(() => rmSync(folder, { recursive: true }));

function pulumi(command: string, more: NodeJS.ProcessEnv = {}) {
  const env = {
    PULUMI_BACKEND_URL: `file://${folder}`,
    PULUMI_HOME: join(folder, "home"),
    PULUMI_CONFIG_PASSPHRASE: "",
  };
  return captured(command.split(" "), { cwd: folder, env: { ...env, ...more } });
}

it("checks the configuration where the program runs, and nowhere else", async () => {
  expect(await pulumi("preview")).toMatchObject({
    code: 1,
    stderr: expect.stringContaining("size: missing"),
  });
  expect((await pulumi("preview --skip-config-validation")).stderr).not.toContain("size");
  expect(await pulumi("refresh --yes")).toMatchObject({ code: 0 });
  expect(await pulumi("destroy --yes")).toMatchObject({ code: 0 });
  expect((await pulumi("destroy --yes --run-program")).stderr).toContain("size: missing");
});

it.each(["--yes", "--skip-preview"])("refuses %s where only a preview is wanted", async (flag) => {
  const { code, stderr } = await pulumi(`refresh ${flag} --preview-only`);
  expect(code).toBe(1);
  expect(stderr).toContain(`${flag} and --preview-only cannot be used together`);
});

it.each(["preview --refresh", "refresh --yes"])("refuses a refresh with the program: %s", async (command) => {
  const before = readFileSync(join(folder, "Pulumi.dev.yaml"), "utf8");
  const { stderr } = await pulumi(`${command} --config size=5`, { PULUMI_RUN_PROGRAM: "true" });
  expect(stderr).toMatch(/does not know PULUMI_RUN_PROGRAM for a refresh/);
  expect(readFileSync(join(folder, "Pulumi.dev.yaml"), "utf8")).toBe(before);
});

it.each([
  ["5", 5],
  [undefined, availableParallelism() * 4],
  ["0", availableParallelism() * 4],
  ["many", availableParallelism() * 4],
])("works on as many at once as PULUMI_PARALLEL=%s says", (given, parallel) => {
  expect(defaultParallel({ PULUMI_PARALLEL: given })).toBe(parallel);
});
