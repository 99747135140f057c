import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { TestProject } from "../testing/project.ts";

const canary = "canary-5e1f0a77";
const program = (rest: string) => `
const config = new pulumi.Config();
const word = config.requireSecret("word");
const a = new Thing("a", { word, nested: { list: [word] } });
const b = new Thing("b", { of: a.ref, text: pulumi.interpolate\`<\${word}>\`, version: config.get("version") });
export const said = word;
export const whole = pulumi.all([b.ref, word]);
${rest}
`;

let project: TestProject | undefined;
afterEach(() => project?.remove());

it("a secret stands nowhere in plain: not in what commands write, nor on disk, whatever fails", async () => {
  project = new TestProject(program(""));
  const { engine, wrote } = recording(project);
  await engine("stack init dev");
  await engine(`config set word ${canary} --secret`);
  await engine("up -s dev --yes --diff", { TEST_LEAKS: "Create b" });
  await engine("up -s dev --yes --skip-preview", { TEST_DIES: "Create b" });
  await engine("up -s dev --yes --diff");
  await engine("preview -s dev --json -c version=2");
  project.write(program(`console.log(config.require("word")); throw new Error(config.require("word"));`));
  await engine("up -s dev --yes --skip-preview", { TEST_LEAKS: "Update b" });
  project.write(program(""));
  project.changeWorld("a", { word: "other" });
  await engine("refresh -s dev --yes --diff");
  await engine("up -s dev --yes --skip-preview --json");
  for (const command of ["stack output --json", "stack export", "stack history", "config"]) {
    await engine(`${command} -s dev`);
  }
  expect(wrote.join("\n")).toContain('refused: {"of":');
  expect(wrote.join("\n")).toContain("[secret]");
  expect(wrote.filter((text) => text.includes(canary))).toEqual([]);
  const files = filesOf(project);
  expect(files.length).toBeGreaterThan(8);
  expect(files.filter(({ text }) => text.includes(canary)).map(({ path }) => path)).toEqual([]);
  const shown = await project.engine("stack output --json --show-secrets -s dev");
  expect(shown.out).toContain(canary);
});

function recording(project: TestProject) {
  const wrote: string[] = [];
  const engine = async (command: string, env?: NodeJS.ProcessEnv) => {
    const { out, err } = await project.engine(command, env);
    wrote.push(out, err);
  };
  return { engine, wrote };
}

/** All that was written; the world and the calls are the provider's. */
function filesOf({ folder }: TestProject): { path: string; text: string }[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith("world.json"))
    .filter((entry) => !entry.parentPath.includes("node_modules"))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path, text: readFileSync(path, "utf8") }));
}
