import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { hasPulumi } from "../testing/project.ts";
import { captured } from "./captured.ts";
import { cliFlags, cliVersion, hiddenRunFlags, otherCommands } from "./pulumi-cli.ts";

/*
 * Each flag and command of the CLI's, one by one: this engine has it, or refuses it by name before it does anything. Which are
 * refused is written down here, so that none is by mistake.
 */

/** Of every command that runs over a stack; what has an effect in the CLI's display, its plans, its policies, its cloud. */
const refusedInRuns = words(`${hiddenRunFlags} --neo --override-env --urns`).map(nameOf);

const refused: Record<string, string[]> = {
  "": words(`--disable-integrity-checking --emoji --fully-qualify-stack-names --logflow --logtostderr --memprofilerate
    --otel-traces --profiling --tracing --verbose`),
  preview:
    words(`--attach-debugger --ignore-protect --import-file --policy-pack --policy-pack-config --run-program --save-plan
    --show-config --show-full-output --show-policy-remediations --show-reads --show-replacement-steps`),
  up: words(`--attach-debugger --ignore-protect --policy-pack --policy-pack-config --run-program --show-config --show-full-output
    --show-policy-remediations --show-reads --show-replacement-steps --strict`),
  refresh: words("--import-pending-creates --run-program --show-replacement-steps --skip-pending-creates"),
  destroy: words("--ignore-protect --show-config --show-full-output --show-replacement-steps"),
  import: words("--from --generate-resources --properties"),
  "stack init": words("--copy-config-from --teams"),
  "stack ls": words("--organization --tag"),
  "stack export": words("--version"),
};

/** Flags of which the CLI takes certain words only. */
const values: Record<string, string> = {
  "--color": "never",
  "--output": "json",
  "--parallel": "0",
  "--refresh": "true",
  "--secrets-provider": "passphrase",
  "--type": "int",
};

const folder = mkdtempSync(join(tmpdir(), "flags-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** In an empty folder: what is not refused finds no project there. */
async function saidBy(args: string[]): Promise<string> {
  const env = { PULUMI_BACKEND_URL: `file://${folder}`, PULUMI_HOME: join(folder, "home") };
  return (await captured(args, { cwd: folder, env })).stderr;
}

describe.each(Object.entries(cliFlags))("%s", (path, flags) => {
  const isRun = ["preview", "up", "refresh", "destroy", "import"].includes(path);
  const names = words(isRun ? `${flags} ${hiddenRunFlags}` : flags);
  const expected = [...(refused[path] ?? []), ...(isRun ? refusedInRuns : [])];

  it("has its flags, or refuses them by name", async () => {
    const met: string[] = [];
    for (const flag of names) {
      const name = nameOf(flag);
      const given = flag.endsWith("=") ? [name, values[name] ?? "x"] : [name];
      const said = await saidBy([...words(path || "cancel"), ...given]);
      if (said.includes(`the engine does not know ${name}:`)) met.push(name);
      else expect(said, name).not.toMatch(/unknown option|argument missing|is invalid/);
    }
    expect(met.sort()).toEqual(expected.filter((name) => names.map(nameOf).includes(name)).sort());
  });

  it("knows them by their letter", async () => {
    for (const flag of names.filter((each) => each.includes(","))) {
      const letter = flag.slice(0, 2);
      const given = flag.endsWith("=") ? [letter, values[nameOf(flag)] ?? "x"] : [letter];
      expect(await saidBy([...words(path || "cancel"), ...given]), flag).not.toMatch(/unknown option/);
    }
  });
});

describe.each(Object.entries(otherCommands))("commands of %s", (path, names) => {
  it.each(words(names))("%s is refused by name", async (name) => {
    const command = [...words(path), name].join(" ");
    expect(await saidBy([...words(command), "some", "--thing"])).toBe(
      `error: the engine has no command \`${command}\`: use the Pulumi CLI for it\n`,
    );
  });
});

it.each([
  ["up --yes --diff=true --json=false", /no stack is selected/],
  ["up --yes --strict=true", /does not know --strict/],
  ["up --yes --strict=false", /no stack is selected/],
  ["up --yes --refresh=maybe", /Allowed choices are true, false/],
  ["up --yes --parallel=many", /whole number/],
  ["stack init x --secrets-provider awskms", /Allowed choices are default, passphrase/],
])("takes a flag with a value as the CLI does: %s", async (command, message) => {
  expect(await saidBy(words(command))).toMatch(message);
});

if (!hasPulumi())
  console.warn("no real `pulumi` on PATH: the list of its flags is NOT compared with its help");

describe.skipIf(!hasPulumi())(`the help of the real Pulumi CLI, ${cliVersion}`, () => {
  const run = (...args: string[]) => execFileSync("pulumi", args, { encoding: "utf8" });

  it("is of that version", () => {
    expect(run("version").trim()).toBe(`v${cliVersion}`);
  });

  it.each(Object.entries(cliFlags))("lists the flags of %s", (path, flags) => {
    const [own = ""] = run(...words(path), "--help")
      .split(/\n(?=Flags:)/)
      .slice(-1)
      .join("")
      .split("Global Flags:");
    const listed = [...own.matchAll(/^ {2,6}(?:-\w, )?(--[a-z-]+)/gm)].flatMap(([, name = ""]) => name);
    const ofHelp = path === "stack export" ? ["--help"] : ["--help", "--version"];
    expect(listed.filter((name) => !ofHelp.includes(name))).toEqual(words(flags).map(nameOf));
  });
});

/** `--stack` of `-s,--stack=`. */
function nameOf(flag: string): string {
  return flag.replace(/^-\w,/, "").replace(/\[?=\]?$/, "");
}

function words(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== "");
}
