import { execFileSync, spawnSync } from "node:child_process";
import {
  accessSync,
  constants,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { captured } from "@dialer/engine/cli";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { root } from "../demo/workspace.ts";

const step = z.strictObject({
  name: z.string().optional(),
  if: z.string().optional(),
  uses: z.string().optional(),
  with: z.record(z.string(), z.unknown()).optional(),
  env: z.record(z.string(), z.string()).optional(),
  run: z.string().optional(),
});
const job = z.looseObject({
  uses: z.string().optional(),
  with: z.record(z.string(), z.string()).optional(),
  permissions: z.record(z.string(), z.string()).optional(),
  steps: z.array(step).default([]),
});
const workflow = z.looseObject({
  name: z.string(),
  on: z.record(z.string(), z.unknown()),
  permissions: z.record(z.string(), z.string()).optional(),
  jobs: z.record(z.string(), job),
});

const folder = join(root, ".github/workflows");
const files = readdirSync(folder).map((file) => {
  const text = readFileSync(join(folder, file), "utf8");
  return { file, text, ...workflow.parse(parse(text)) };
});
const jobs = files.flatMap(({ file, jobs }) => Object.values(jobs).map((each) => ({ file, ...each })));
const steps = jobs.flatMap(({ file, steps }) => steps.map((each) => ({ file, ...each })));
const runs = steps.flatMap(({ file, run }) => (run === undefined ? [] : [{ file, run }]));
const called = jobs.filter(({ uses }) => uses === "./.github/workflows/pulumi.yml");
const manifest = z
  .object({ scripts: z.record(z.string(), z.string()), dependencies: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(join(root, "package.json"), "utf8")));

let scratch: string;
beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), "workflows-"));
});
afterEach(() => rmSync(scratch, { recursive: true, force: true }));

describe("the workflows", () => {
  it("are allowed no more than they say, and run only actions that cannot change under them", () => {
    for (const { file, permissions, on } of files)
      expect(permissions !== undefined || "workflow_call" in on, file).toBe(true);
    const granted = [...files, ...jobs].flatMap(({ permissions = {} }) => Object.entries(permissions));
    expect(new Set(granted.map((each) => each.join(": ")))).toEqual(
      new Set(["contents: read", "pull-requests: write", "issues: write"]),
    );
    const others = steps.flatMap(({ uses }) => uses ?? []);
    expect(others.length).toBeGreaterThan(0);
    for (const uses of others) expect(uses).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/);
  });

  it.each(runs)("in $file run what is there: $run", ({ run }) => {
    expect(run, "what others write must come by the environment").not.toContain("${{");
    execFileSync("bash", ["-n"], { input: run });
    for (const [, script] of run.matchAll(/npm run (?:--\S+ )*(\w+)/g))
      expect(Object.keys(manifest.scripts)).toContain(script);
    for (const [script] of run.matchAll(/(?:\.github|\.ci|scripts)\/[\w.-]+/g))
      accessSync(join(root, script), script.endsWith(".mjs") ? constants.R_OK : constants.X_OK);
  });

  it("call the one that runs Pulumi with what it asks for", () => {
    const asked = files.find(({ file }) => file === "pulumi.yml")?.on.workflow_call;
    const { inputs } = z.object({ inputs: z.record(z.string(), z.unknown()) }).parse(asked);
    expect(called.length).toBeGreaterThan(3);
    for (const { with: given = {} } of called) expect(Object.keys(given)).toEqual(Object.keys(inputs));
  });

  it("give Pulumi only commands and flags that it knows", async () => {
    const common = /"\$\{arguments\[@\]\}" -s "\$STACK" ([^|>]*?) 2>/.exec(
      runs.find(({ run }) => run.includes("arguments[@]"))?.run ?? "",
    );
    const refusal = async (args: string) =>
      (await captured(`${args} -s stage ${common?.[1]}`.split(" "), { cwd: scratch, env: {} })).stderr;
    // Arguments are read before the project is looked for.
    for (const { with: given } of called)
      expect(await refusal(given?.arguments ?? "")).toMatch(/no backend is set/);
    expect(await refusal("preview --dif")).toMatch(/unknown option/);
  });

  it("install the version of Pulumi that the program's SDK has", () => {
    const installs = steps.find(({ uses }) => uses?.startsWith("pulumi/actions@"));
    expect(installs?.with).toEqual({ "pulumi-version": manifest.dependencies["@pulumi/pulumi"] });
  });

  it("read the secrets and variables that their page tells how to set, and no others", () => {
    const read = files.flatMap(({ text }) =>
      [...text.matchAll(/\b(?:secrets|vars)\.(\w+)/g)].map(([, name]) => name),
    );
    const page = readFileSync(join(root, "docs/github.md"), "utf8");
    const told = [...page.matchAll(/^ *\| (`[A-Z_`, ]+) \|/gm)].flatMap(
      ([, names = ""]) => names.match(/[A-Z_]+/g) ?? [],
    );
    expect(told.sort()).toEqual([...new Set(read)].sort());
    const begun = files.filter(({ on }) => !("workflow_call" in on));
    for (const { name } of begun) expect(page).toContain(`| \`${name}\` |`);
  });

  it.each([
    [0, 0],
    [1, 0],
    [2, 1],
  ])("of a trace that ends with %d, the step ends with %d", (says, ends) => {
    const trace = runs.find(({ run }) => run.includes("trace --against"))?.run ?? "";
    const { status } = bash(["-c", trace], { npm: `echo "corner: dials 911"; exit ${says}` });
    expect(status).toBe(ends);
    expect(readFileSync(join(scratch, "report.txt"), "utf8")).toBe("corner: dials 911\n");
  });
});

describe("show.sh", () => {
  const show = join(root, ".github/show.sh");
  const summary = () => readFileSync(join(scratch, "summary"), "utf8");

  it("writes into the summary of a run, and asks GitHub nothing where there is no pull request", () => {
    writeFileSync(join(scratch, "report.txt"), "~ voiceUrl\n");
    expect(bash([show, "drift", "report.txt"], { gh: "exit 9" }).status).toBe(0);
    expect(summary()).toMatch(/^### drift\n\n````\n~ voiceUrl\n\n````\n$/);
  });

  it.each([
    ["comments where it has not yet", "", "--method POST repos/me/phones/issues/7/comments"],
    ["rewrites its comment", "42", "--method PATCH repos/me/phones/issues/comments/42"],
  ])("%s", (_, earlier, request) => {
    writeFileSync(join(scratch, "report.txt"), "x".repeat(70_000));
    const gh = `echo "$@" >> asked; case "$*" in *paginate*) echo ${earlier};; *) cat "\${@: -1}" 2>/dev/null || cp "\${!#//body=@/}" comment;; esac`;
    expect(bash([show, "preview", "report.txt"], { gh }, { PULL_REQUEST: "7" }).status).toBe(0);
    expect(readFileSync(join(scratch, "asked"), "utf8")).toContain(request);
    const comment = readFileSync(join(scratch, "comment"), "utf8");
    expect(comment).toBe(summary());
    expect(comment.length).toBeLessThan(65_536);
    expect(comment).toContain("The rest stands in the log.");
  });
});

describe("tell-of-drift.sh", () => {
  it.each([
    ["opens an issue", "", "issue create --label drift"],
    ["writes to the one that is open", "5", "issue comment 5"],
  ])("%s, with the run in which it was found", (_, open, request) => {
    const gh = `echo "$@" >> asked; case "$*" in *list*) echo ${open};; esac`;
    const script = join(root, ".github/tell-of-drift.sh");
    expect(bash([script, "https://github.example/runs/1"], { gh }).status).toBe(0);
    const asked = readFileSync(join(scratch, "asked"), "utf8");
    expect(asked).toContain(request);
    expect(asked).toContain("https://github.example/runs/1");
    expect(asked.match(/issue (create|comment)/g)).toHaveLength(1);
  });
});

/** Runs bash as GitHub does, in the scratch folder, where these commands stand in for the real ones. */
function bash(args: string[], commands: Record<string, string>, env: Record<string, string> = {}) {
  for (const [name, does] of Object.entries(commands))
    writeFileSync(join(scratch, name), `#!/usr/bin/env bash\n${does}\n`, { mode: 0o755 });
  return spawnSync("bash", ["--noprofile", "--norc", "-eo", "pipefail", ...args], {
    cwd: scratch,
    encoding: "utf8",
    env: {
      ...env,
      PATH: `${scratch}${delimiter}${process.env.PATH}`,
      GITHUB_STEP_SUMMARY: join(scratch, "summary"),
      GITHUB_REPOSITORY: "me/phones",
      BASE: "origin/main",
    },
  });
}
