import { once } from "node:events";
import { readFileSync } from "node:fs";
import { afterEach, describe, expect, it } from "vitest";
import { finished, hasPulumi, TestProject } from "../testing/project.ts";
import { exitCodes } from "./exit.ts";

const program = `
const config = new pulumi.Config();
const group = new Group("group");
const a = new Thing("a", { colour: config.get("colour") ?? "red", password: pulumi.secret("canary-secret") }, { parent: group });
const b = new Thing("b", { of: a.ref }, { parent: group });
export const ref = b.ref;
export const password = a["password" as never];
`;

let project: TestProject | undefined;
afterEach(() => project?.remove());

async function makeProject(): Promise<TestProject> {
  project = new TestProject(program);
  await project.engine("stack init dev");
  return project;
}

describe("up", () => {
  it("shows the plan, does it, and tells the outputs without their secrets", async () => {
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
    const all = [preview.out, up.out, up.err, readFileSync(project.stateFile("dev"), "utf8")].join();
    expect(all).not.toContain("canary-secret");
    expect((await project.engine("up -s dev --yes --show-secrets")).out).toContain(
      'password  "canary-secret"',
    );
  });

  it("changes nothing when nothing has changed, and writes not a byte in a preview", async () => {
    const project = await makeProject();
    await project.engine("up -s dev --yes --skip-preview");
    const state = readFileSync(project.stateFile("dev"), "utf8");
    expect((await project.engine("preview -s dev --expect-no-changes")).code).toBe(exitCodes.success);
    expect((await project.engine("up -s dev --yes --skip-preview --expect-no-changes")).code).toBe(
      exitCodes.success,
    );
    expect(readFileSync(project.stateFile("dev"), "utf8")).toBe(state);
    await project.engine("config set colour blue -s dev");
    const changed = await project.engine("preview -s dev --expect-no-changes");
    expect(changed.code).toBe(exitCodes.noChangesExpected);
    expect(changed.out).toContain('~ colour: "red" => "blue"');
  });

  it("asks nobody where nobody is, and says what to pass", async () => {
    const project = await makeProject();
    const up = await project.engine("up -s dev");
    expect(up.code).toBe(exitCodes.configuration);
    expect(up.err).toContain("--yes");
    expect((await project.engine("up -s dev --yes --target x")).err).toContain("unknown option '--target'");
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

describe("a run that ends before its time", () => {
  it("leaves a create that was under way as pending when it is killed, and no process behind", async () => {
    const project = await makeProject();
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
    expect((await project.engine("up -s dev --yes --skip-preview --refresh")).out).toContain("~ 1 updated");
    const destroyed = await project.engine("destroy -s dev --yes");
    expect(destroyed.out).toContain("- 4 deleted");
    expect(project.world()).toEqual({});
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
});

function pendingOperations(project: TestProject): unknown[] {
  const state = JSON.parse(readFileSync(project.stateFile("dev"), "utf8"));
  return state.checkpoint.latest?.pending_operations ?? [];
}

/** Waits until the intent to create a resource is on disk. */
function untilCreating(project: TestProject, name: string): Promise<void> {
  return until(() => JSON.stringify(pendingOperations(project)).includes(`::${name}"`));
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 20));
}
