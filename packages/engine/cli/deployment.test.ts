import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { PassThrough } from "node:stream";
import { stripVTControlCharacters } from "node:util";
import { afterEach, describe, expect, it } from "vitest";
import { finished, hasPulumi, TestProject, type TestProjectOptions } from "../testing/project.ts";
import { exitCodes } from "./exit.ts";
import { run } from "./program.ts";

const program = `
const config = new pulumi.Config();
const group = new Group("group");
const a = new Thing("a", { colour: config.get("colour") ?? "red", password: pulumi.secret("canary-secret") }, { parent: group });
const b = new Thing("b", { of: a.ref }, { parent: group });
export const ref = b.ref;
export const password = a["password" as never];
`;

const protectedProgram = `
const needed = new Thing("needed");
new Thing("kept", { of: needed.ref }, { protect: true });
new Thing("other");
`;

let project: TestProject | undefined;
afterEach(() => project?.remove());

async function makeProject(options?: TestProjectOptions): Promise<TestProject> {
  project = new TestProject(program, options);
  await project.engine("stack init dev");
  return project;
}

describe("up", () => {
  it("shows the plan, does it, and tells the outputs without their secrets; then there is nothing to do", async () => {
    const project = await makeProject();
    const preview = await project.engine("preview -s dev");
    expect(preview.code).toBe(exitCodes.success);
    expect(preview.out).toMatch(/\+\s+test:index:Group group create\n +\+ +test:index:Thing a create/);
    expect(preview.out).toContain("Resources: + 4 to create");
    expect(project.world()).toEqual({});
    const up = await project.engine("up -s dev --yes");
    expect(up.code).toBe(exitCodes.success);
    expect(up.out).toContain("Resources: + 4 created");
    expect(up.out).toContain("password  [secret]");
    expect(up.out).not.toContain("test:index:Group group created");
    const state = readFileSync(project.stateFile("dev"), "utf8");
    expect([preview.out, up.out, up.err, state].join()).not.toContain("canary-secret");

    const idle = await project.engine("preview -s dev --expect-no-changes");
    expect(idle.code).toBe(exitCodes.success);
    expect(idle.out).toMatch(
      /^Previewing update \(dev\)\n\nNothing to change: .*\n\nResources: 4 unchanged\n/,
    );
    expect(readFileSync(project.stateFile("dev"), "utf8")).toBe(state);
    expect((await project.engine("up -s dev --yes --skip-preview --expect-no-changes")).code).toBe(
      exitCodes.success,
    );
    expect(resourcesIn(readFileSync(project.stateFile("dev"), "utf8"))).toEqual(resourcesIn(state));

    await project.engine("config set colour blue -s dev");
    const changed = await project.engine("preview -s dev --expect-no-changes");
    expect(changed.code).toBe(exitCodes.noChangesExpected);
    expect(changed.out).toContain('~ colour: "red" => "blue"');
    const shown = await project.engine("up -s dev --yes --skip-preview --show-secrets");
    expect(shown.out).toContain('password  "canary-secret"');
  });

  it("asks nobody where nobody is, and says what to pass", async () => {
    const project = await makeProject();
    const up = await project.engine("up -s dev");
    expect(up.code).toBe(exitCodes.configuration);
    expect(up.err).toContain("pass --yes to go on without being asked, or run `preview` to see");
    const destroy = await project.engine("destroy -s dev");
    expect(destroy.code).toBe(exitCodes.configuration);
    expect(destroy.err).toContain("pass --yes to go on without being asked, or pass --preview-only to see");
  });

  it("keeps what was made when something fails, with the error whole", async () => {
    const project = await makeProject();
    const failed = await project.engine("up -s dev --yes --skip-preview", { TEST_FAULT: "b" });
    expect(failed.code).toBe(exitCodes.error);
    expect(failed.out).toContain("Create of b was refused");
    expect(Object.keys(project.world())).toHaveLength(1);
    expect((await project.engine("up -s dev --yes --skip-preview")).out).toContain("+ 1 created");
  });
});

it("has not failed because the program has logged an error, as with the CLI", async () => {
  const project = await makeProject();
  project.write('import { error } from "@pulumi/pulumi/log/index.js";\nerror("not good");');
  const { code, out } = await project.engine("up -s dev --yes --skip-preview");
  expect(out).toContain("not good");
  expect(code).toBe(exitCodes.success);
});

describe("a run that ends before its time", () => {
  it("finishes what is under way when it is interrupted, and shows what remains", async () => {
    const project = await makeProject();
    const child = project.start("up -s dev --yes", { TEST_GATE: "a" });
    const result = finished(child);
    await untilCreating(project, "a");
    child.stderr?.once("data", () => project.openGate("a"));
    child.kill("SIGINT");
    const { code, out, err } = await result;
    expect(code).toBe(exitCodes.error);
    expect(out).toContain(" + test:index:Thing a created");
    expect(out).toContain("Not done:\n + test:index:Thing b create\n\nResources: + 3 created");
    expect(err).toContain(
      "the update was stopped: the state says what was done, and the same command goes on",
    );
    expect(pendingOperations(project)).toEqual([]);
    expect((await project.engine("up -s dev --yes --skip-preview")).out).toContain(
      "+ 1 created, 3 unchanged",
    );
  });

  it("leaves a create that was under way as pending when it is killed, and no process behind", async () => {
    const project = await makeProject({ hosted: false });
    const child = project.start("up -s dev --yes --skip-preview", { TEST_HANG: "b" });
    await untilCreating(project, "b");
    child.kill("SIGKILL");
    await once(child, "close");
    await until(() => project.livePlugins().length === 0);
    const next = await project.engine("up -s dev --yes --skip-preview");
    expect(next.out).toContain("::b, interrupted while creating");
    expect(next.out).toContain("+ 1 created");
    expect(pendingOperations(project)).toEqual([]);
  });

  it("lets what is under way end when it is interrupted once, and ends at once the second time", async () => {
    const project = await makeProject();
    const child = project.start("up -s dev --yes --skip-preview", { TEST_HANG: "b" });
    const result = finished(child);
    await untilCreating(project, "b");
    child.kill("SIGINT");
    child.stderr?.once("data", () => child.kill("SIGINT"));
    const { code, err } = await result;
    expect(err).toContain("Press Ctrl-C again");
    expect(code).toBe(255);
    expect(pendingOperations(project)).toHaveLength(1);
  });
});

describe("up on a terminal", () => {
  const plan =
    /Thing a create[\s\S]*Do you want to perform this update of organization\/sample\/dev\? \[y\/N\] /;

  it("asks with the plan shown, and does nothing when the answer is no, or none", async () => {
    const project = await makeProject();
    for (const answer of ["no\r", "\u0003", "\u0004"]) {
      const { code, out } = await onTerminal(project, "up -s dev", plan, answer);
      expect(code).toBe(exitCodes.cancelled);
      expect(out).not.toContain("Updating");
    }
    expect(project.world()).toEqual({});
  });

  it("does what was shown when the answer is yes", async () => {
    const project = await makeProject();
    const { code, out } = await onTerminal(project, "up -s dev", plan, "yes\r");
    expect(code).toBe(exitCodes.success);
    expect(out).toContain("+ 4 created");
  });
});

describe("destroy and refresh", () => {
  it("reads back what somebody changed, and deletes everything", async () => {
    const project = await makeProject();
    await project.engine("up -s dev --yes --skip-preview");
    const drift = await project.engine("refresh -s dev --preview-only --expect-no-changes");
    expect(drift.code).toBe(exitCodes.success);
    expect(drift.out).toContain("Resources: 4 unchanged");
    project.changeWorld("a", { colour: "green" });
    const found = await project.engine("refresh -s dev --preview-only --expect-no-changes");
    expect(found.code).toBe(exitCodes.noChangesExpected);
    expect(found.out).toContain('~ colour: "red" => "green"');
    const repaired = await project.engine("up -s dev --yes --skip-preview --refresh");
    expect(repaired.out).toContain(" ? test:index:Thing a refreshed: changed");
    expect(repaired.out).toContain("Resources: ~ 1 updated, 3 unchanged");
    expect(project.lastUpdate("dev").resourceChanges).toEqual({ same: 3, update: 1 });
    const destroyed = await project.engine("destroy -s dev --yes --run-program");
    expect(destroyed.out).toContain("Resources: - 4 deleted, 4 unchanged");
    expect(project.world()).toEqual({});
  });

  it("leaves what is protected and what that needs, when told to, and says so", async () => {
    const project = await makeProject();
    project.write(protectedProgram);
    await project.engine("up -s dev --yes --skip-preview");
    const refused = await project.engine("destroy -s dev --yes");
    expect(refused.code).toBe(exitCodes.error);
    expect(refused.out).toContain("PROTECTED");
    expect(refused.out).toMatch(/pulumi state unprotect '.*::kept' -s dev/);
    expect(Object.keys(project.world())).toHaveLength(3);
    const spared = await project.engine("destroy -s dev --yes --exclude-protected");
    expect(spared.code).toBe(exitCodes.success);
    expect(spared.out).toContain("Kept: 1 protected, and 2 more that it needs\n  test:index:Thing kept\n");
    expect(Object.keys(project.world())).toHaveLength(2);
    const updates = project.updates("dev").length;
    const idle = await project.engine("destroy -s dev --yes --exclude-protected");
    expect(idle.out).toContain("There were no unprotected resources to destroy.");
    expect(project.updates("dev")).toHaveLength(updates);
  });
});

describe.skipIf(!hasPulumi())("the real Pulumi CLI", () => {
  it("sees no change in what the engine made, nor the engine in what it made", async () => {
    const project = await makeProject();
    await project.engine("up -s dev --yes --skip-preview");
    const preview = await project.pulumi("preview -s dev --expect-no-changes");
    expect(preview.out + preview.err).toContain("4 unchanged");
    await project.pulumi("destroy -s dev --yes --skip-preview");
    const up = await project.pulumi("up -s dev --yes --skip-preview");
    expect(up.code).toBe(0);
    expect((await project.engine("preview -s dev --expect-no-changes")).code).toBe(exitCodes.success);
  });

  it("counts the same in the history: an up that repairs drift, and a destroy that spares", async () => {
    const counts = async (run: (project: TestProject, command: string) => Promise<unknown>) => {
      const project = await makeProject();
      project.write(protectedProgram);
      await run(project, "up -s dev --yes --skip-preview");
      project.changeWorld("other", { colour: "green" });
      await run(project, "up -s dev --yes --skip-preview --refresh");
      const repaired = project.lastUpdate("dev").resourceChanges;
      await run(project, "destroy -s dev --yes --exclude-protected");
      const spared = project.lastUpdate("dev").resourceChanges;
      project.remove();
      return { repaired, spared };
    };
    const real = await counts((project, command) => project.pulumi(command));
    expect(await counts((project, command) => project.engine(command))).toEqual(real);
    expect(real).toEqual({ repaired: { same: 3, update: 1 }, spared: { same: 3, delete: 1 } });
  });
});

/** Runs a command as on a terminal, and types `answer` once `question` is shown. */
async function onTerminal(project: TestProject, command: string, question: RegExp, answer: string) {
  const terminal = () => Object.assign(new PassThrough(), { isTTY: true, columns: 120 });
  const [stdin, stdout, stderr] = [terminal(), terminal(), terminal()];
  let out = "";
  let answered = false;
  stdout.on("data", (chunk) => {
    out += stripVTControlCharacters(String(chunk));
    if (answered || !question.test(out)) return;
    answered = true;
    stdin.write(answer);
  });
  const io = { cwd: project.folder, env: project.env, stdin, stdout, stderr };
  return { code: await run(command.split(" "), io), out };
}

function pendingOperations(project: TestProject): unknown[] {
  const state = JSON.parse(readFileSync(project.stateFile("dev"), "utf8"));
  return state.checkpoint.latest?.pending_operations ?? [];
}

/** Waits until the provider is making a resource: its intent alone may still come to nothing. */
function untilCreating(project: TestProject, name: string): Promise<void> {
  const calls = `${project.worldFile}.calls`;
  const call = new RegExp(`"method":"Create","urn":"[^"]*::${name}","preview":false`);
  return until(() => existsSync(calls) && call.test(readFileSync(calls, "utf8")));
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 20));
}

const resourcesIn = (state: string): unknown => JSON.parse(state).checkpoint.latest.resources;
