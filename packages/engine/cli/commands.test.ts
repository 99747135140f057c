import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable, Writable } from "node:stream";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { pulumiVersion } from "../state/deployment.ts";
import { openStack, stackOutputs } from "../workspace/stack.ts";
import { openWorkspace } from "../workspace/workspace.ts";
import { exitCodes } from "./exit.ts";
import { run } from "./program.ts";

/** The state of a real stack, its secrets encrypted with the passphrase "password". */
const fixture = JSON.parse(
  readFileSync(new URL("../state/fixtures/checkpoint.json", import.meta.url), "utf8"),
);
const salt: string = fixture.checkpoint.latest.secrets_providers.state.salt;
const exported = JSON.stringify({ version: 3, deployment: fixture.checkpoint.latest });
const urn = (name: string) =>
  fixture.checkpoint.latest.resources
    .map((each: { urn: string }) => each.urn)
    .find((each: string) => each.endsWith(`::${name}`));

let root = "";
let folder = "";
let env: NodeJS.ProcessEnv = {};
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "commands-"));
});
afterAll(() => rmSync(root, { recursive: true }));

/** A project with one stack, `stage`, whose state is the fixture's. */
beforeEach(async () => {
  folder = mkdtempSync(join(root, "case-"));
  env = {
    PULUMI_BACKEND_URL: `file://${folder}`,
    PULUMI_HOME: join(folder, "home"),
    PULUMI_CONFIG_PASSPHRASE: "password",
  };
  writeFileSync(
    join(folder, "Pulumi.yaml"),
    "name: sample\nruntime: nodejs\nconfig: {color: {default: red}}\n",
  );
  writeFileSync(join(folder, "Pulumi.stage.yaml"), `encryptionsalt: ${salt}\n`);
  await pulumi("stack init stage");
  await pulumi("stack import", exported);
});

interface Result {
  code: number;
  out: string;
  err: string;
}

/** Runs a command as a shell would, but for quotes. */
async function pulumi(command: string, input = ""): Promise<Result> {
  const texts = { out: "", err: "" };
  const sink = (name: "out" | "err") =>
    new Writable({
      write(chunk, _encoding, done) {
        texts[name] += chunk;
        done();
      },
    });
  const io = { cwd: folder, env, stdin: Readable.from([input]), stdout: sink("out"), stderr: sink("err") };
  const code = await run(command.split(" "), io);
  return { code, ...texts };
}

async function state() {
  return JSON.parse((await pulumi("stack export")).out);
}

describe("stack", () => {
  it("init makes an empty stack with a key of its own, and selects it", async () => {
    expect(await pulumi("stack init prod")).toEqual({ code: 0, out: "Created stack 'prod'\n", err: "" });
    expect(readFileSync(join(folder, "Pulumi.prod.yaml"), "utf8")).toMatch(/^encryptionsalt: v1:/);
    expect((await pulumi("stack ls")).out).toMatch(/prod\* .* 0\nstage .* 5\n/);
    expect(await state()).toMatchObject({
      version: 3,
      deployment: { secrets_providers: { type: "passphrase" } },
    });
    expect(await pulumi("stack init prod")).toMatchObject({
      code: 1,
      err: expect.stringContaining("already exists"),
    });
  });

  it("init without a passphrase makes nothing", async () => {
    env.PULUMI_CONFIG_PASSPHRASE = undefined;
    expect(await pulumi("stack init prod")).toMatchObject({
      code: 1,
      err: expect.stringMatching(/PULUMI_CONFIG_PASSPHRASE/),
    });
    expect((await pulumi("stack ls")).out).not.toContain("prod");
  });

  it("by itself shows what the stack is made of, and its outputs", async () => {
    const { out } = await pulumi("stack --show-urns");
    expect(out).toContain("Current stack is stage:");
    expect(out).toMatch(/TYPE +NAME\n {4}pulumi:pulumi:Stack /);
    expect(out).toContain(`URN: ${urn("default")}`);
    expect(out).toContain("Current stack outputs (");
    expect(out).not.toContain("canary");
    expect((await pulumi("stack --show-name")).out).toBe("stage\n");
    await pulumi("stack init prod");
    expect((await pulumi("stack")).out).toContain("Current stack resources (0)");
    expect((await pulumi("stack nowhere")).code).toBe(1);
  });

  it("is told of as JSON", async () => {
    const { resources, outputs, ...about } = JSON.parse((await pulumi("stack --output json")).out);
    expect(about).toMatchObject({
      project: "sample",
      stack: "stage",
      manifest: { pulumiVersion },
    });
    expect(resources[0]).toMatchObject({ type: "pulumi:pulumi:Stack", name: "sample-stage" });
    expect(outputs).toMatchObject({ plain: "x", hidden: "[secret]" });
    expect((await pulumi("stack ls --output json")).out).toBe((await pulumi("stack ls --json")).out);
    expect((await pulumi("stack history --output json")).out).toBe("[]\n");
  });

  it("unselect leaves none chosen", async () => {
    expect((await pulumi("stack unselect")).err).toBe("Stack was unselected\n");
    expect(await pulumi("stack unselect")).toEqual({ code: 0, out: "", err: "" });
    expect(await pulumi("stack output")).toMatchObject({ code: exitCodes.stackNotFound });
  });

  it("select asks nobody where nobody is", async () => {
    expect(await pulumi("stack select")).toMatchObject({ code: exitCodes.stackNotFound });
  });

  it("select remembers a stack that exists, and refuses another", async () => {
    await pulumi("stack init prod");
    expect((await pulumi("stack select stage")).code).toBe(0);
    expect((await pulumi("stack output plain")).out).toBe("x\n");
    expect(await pulumi("stack select nowhere")).toMatchObject({ code: exitCodes.stackNotFound });
  });

  it("output shows values, and secrets only when asked to", async () => {
    const closed = await pulumi("stack output --json");
    expect(JSON.parse(closed.out)).toMatchObject({ plain: "x", hidden: "[secret]" });
    const open = await pulumi("stack output --json --show-secrets");
    expect(JSON.parse(open.out)).toMatchObject({ plain: "x", hidden: { a: [1, "two"] } });
    expect((await pulumi("stack output hidden --show-secrets")).out).toBe('{"a":[1,"two"]}\n');
    expect((await pulumi("stack output plain --shell")).out).toBe("plain='x'\n");
    expect(await pulumi("stack output nothing")).toMatchObject({
      code: 1,
      err: expect.stringContaining("plain"),
    });
  });

  it("output needs no passphrase until it shows secrets", async () => {
    env.PULUMI_CONFIG_PASSPHRASE = "wrong";
    expect(await pulumi("stack output hidden")).toMatchObject({ code: 0, out: "[secret]\n" });
    expect(await pulumi("stack output hidden --show-secrets")).toMatchObject({
      code: 1,
      err: expect.stringMatching(/sample\/stage.*incorrect passphrase/),
    });
  });

  it("export and import give back the same state, plain secrets encrypted again", async () => {
    const before = await state();
    const plain = await pulumi("stack export --show-secrets");
    expect(plain.out).toContain("hunter-2");
    expect((await pulumi("stack import", plain.out)).out).toBe("Import complete.\n");
    const after = await state();
    expect(JSON.stringify(after)).not.toContain("hunter-2");
    expect(JSON.parse((await pulumi("stack export --show-secrets")).out).deployment.resources).toEqual(
      JSON.parse(plain.out).deployment.resources,
    );
    await pulumi("stack import", JSON.stringify(before));
    expect((await state()).deployment.resources).toEqual(before.deployment.resources);
  });

  it("import refuses another stack's state, and what is no state", async () => {
    await pulumi("stack init prod");
    expect(await pulumi("stack import -s prod", exported)).toMatchObject({
      code: 1,
      err: expect.stringContaining(urn("a")),
    });
    expect(await pulumi("stack import", "{}")).toMatchObject({
      code: 1,
      err: expect.stringContaining("standard input"),
    });
    expect((await state()).deployment.resources).toBeUndefined();
  });

  it("rm asks, refuses while there are resources, and then takes the file along", async () => {
    expect(await pulumi("stack rm stage")).toMatchObject({
      code: exitCodes.configuration,
      err: expect.stringContaining("--yes"),
    });
    expect(await pulumi("stack rm stage --yes")).toMatchObject({
      code: 1,
      err: expect.stringContaining("still has resources"),
    });
    expect(await pulumi("stack rm stage --yes --force")).toMatchObject({ code: 0 });
    expect(() => readFileSync(join(folder, "Pulumi.stage.yaml"))).toThrow(/ENOENT/);
    expect(await pulumi("stack output")).toMatchObject({
      code: exitCodes.stackNotFound,
      err: expect.stringContaining("no stack is selected"),
    });
  });

  it("history shows each update, secrets of its configuration closed", async () => {
    expect((await pulumi("stack history")).out).toBe("Stack has never been updated\n");
    await pulumi("config set --secret token hunter-2");
    const stack = await openStack(await openWorkspace(folder, env), "stage");
    const { stored } = await stack.config();
    await stack.store.recordUpdate({
      kind: "update",
      startTime: 1,
      endTime: 3,
      message: "First",
      config: stored,
      version: 0,
      result: "succeeded",
    });
    expect((await pulumi("stack history --full-dates")).out).toMatch(
      /Message: First\n.*1970-01-01T00:00:01.000Z took 2s/,
    );
    const [update] = JSON.parse((await pulumi("stack history --json")).out);
    expect(update.config).toEqual({
      "sample:color": { value: "red", secret: false },
      "sample:token": { secret: true },
    });
    const [open] = JSON.parse((await pulumi("stack history --json --show-secrets")).out);
    expect(open.config["sample:token"]).toEqual({ value: "hunter-2", secret: true });
  });
});

describe("config", () => {
  it("sets, shows and removes values, the project's defaults among them", async () => {
    await pulumi("config set size 5");
    await pulumi("config set --path servers[0].port 5061");
    expect((await pulumi("config")).out).toBe(
      'KEY      VALUE\ncolor    red\nservers  [{"port":5061}]\nsize     5\n',
    );
    expect((await pulumi("config get --path servers[0].port")).out).toBe("5061\n");
    await pulumi("config rm size");
    expect(await pulumi("config get size")).toMatchObject({
      code: 1,
      err: expect.stringContaining("'size' not found"),
    });
  });

  it("keeps a secret encrypted in the file, and shows it when asked", async () => {
    await pulumi("config set --secret token", "hunter-2\n");
    expect(readFileSync(join(folder, "Pulumi.stage.yaml"), "utf8")).toMatch(/sample:token:\n {4}secure: v1:/);
    expect((await pulumi("config")).out).toMatch(/token {2}\[secret\]/);
    expect((await pulumi("config get token")).out).toBe("hunter-2\n");
    expect(JSON.parse((await pulumi("config --json")).out)["sample:token"]).toEqual({ secret: true });
    env.PULUMI_CONFIG_PASSPHRASE = "wrong";
    expect(await pulumi("config get token")).toMatchObject({ code: 1, out: "" });
  });

  it("keeps the line end of what it reads when told so", async () => {
    await pulumi("config set note", "one\n");
    expect((await pulumi("config get note")).out).toBe("one\n");
    await pulumi("config set note --raw", "one\n");
    expect((await pulumi("config get note --open")).out).toBe("one\n\n");
  });

  it("is read as JSON by each of its commands", async () => {
    await pulumi("config set limit 5");
    expect(JSON.parse((await pulumi("config get limit --json")).out)).toEqual({ value: "5", secret: false });
    expect(JSON.parse((await pulumi("config --json")).out)).toMatchObject({
      "sample:limit": { value: "5", secret: false },
    });
  });

  it("works on another file when told so", async () => {
    await pulumi("config set size 5 --config-file other.yaml");
    expect(readFileSync(join(folder, "other.yaml"), "utf8")).toContain('sample:size: "5"');
    expect(readFileSync(join(folder, "Pulumi.stage.yaml"), "utf8")).not.toContain("size");
  });
});

describe("state", () => {
  it("unprotects and protects, changing nothing else, without a passphrase", async () => {
    const before = await state();
    env.PULUMI_CONFIG_PASSPHRASE = undefined;
    expect(await pulumi(`state unprotect ${urn("a")}`)).toMatchObject({ code: 0 });
    expect(
      (await state()).deployment.resources.filter((each: { protect?: boolean }) => each.protect),
    ).toEqual([]);
    await pulumi(`state protect ${urn("a")}`);
    expect((await state()).deployment.resources).toEqual(before.deployment.resources);
    await pulumi("state protect --all");
    expect((await state()).deployment.resources.every((each: { protect?: boolean }) => each.protect)).toBe(
      true,
    );
  });

  it("taints and untaints", async () => {
    const taint = async () =>
      (await state()).deployment.resources.flatMap(({ taint }: { taint?: boolean }) => taint ?? []);
    expect((await pulumi(`state taint ${urn("default")} --yes`)).out).toBe("1 resources tainted\n");
    expect(await taint()).toEqual([true]);
    await pulumi(`state untaint ${urn("default")} --yes`);
    expect(await taint()).toEqual([]);
  });

  it("deletes what nothing needs, and more only when told so", async () => {
    expect(await pulumi(`state delete ${urn("a")}`)).toMatchObject({
      code: 1,
      err: expect.stringContaining(urn("b")),
    });
    expect(await pulumi(`state delete ${urn("a")} --target-dependents`)).toMatchObject({
      code: 1,
      err: expect.stringContaining("--force"),
    });
    expect((await pulumi(`state delete ${urn("b")}`)).out).toBe("Resource deleted\n");
    expect((await pulumi(`state delete ${urn("default")} --target-dependents --force`)).out).toBe(
      "2 resources deleted\n",
    );
    expect((await state()).deployment.resources).toHaveLength(2);
  });

  it("names what is like a resource that is not there", async () => {
    expect(await pulumi("state unprotect nope::a")).toMatchObject({
      code: 1,
      err: expect.stringContaining(urn("a")),
    });
  });
});

describe("a stack that has no key for secrets yet", () => {
  it("gets none by being looked at", async () => {
    const file = JSON.stringify({ version: 3, checkpoint: { stack: "organization/sample/bare" } });
    writeFileSync(join(folder, ".pulumi", "stacks", "sample", "bare.json"), file);
    const stack = await openStack(await openWorkspace(folder, env), "bare");
    expect(await stack.lookAtState()).toEqual({ resources: [], pendingOperations: [] });
    expect(existsSync(join(folder, "Pulumi.bare.yaml"))).toBe(false);
    await stack.openState();
    expect(existsSync(join(folder, "Pulumi.bare.yaml"))).toBe(true);
  });
});

describe("the lock", () => {
  it("keeps a second command out until it is cancelled", async () => {
    const stack = await openStack(await openWorkspace(folder, env), "stage");
    await stack.store.lock();
    const before = await state();
    const refused = await pulumi("state unprotect --all");
    expect(refused).toMatchObject({
      code: 1,
      err: expect.stringMatching(new RegExp(`locked[\\s\\S]*process ${process.pid}`)),
    });
    expect(await state()).toEqual(before);
    expect((await pulumi("cancel")).out).toContain(`process ${process.pid}`);
    expect(await pulumi("state unprotect --all")).toMatchObject({ code: 0 });
  });
});

describe("the outputs of another stack", () => {
  it("come with their secrets, by any form of its name", async () => {
    const workspace = await openWorkspace(folder, env);
    const outputs = await stackOutputs(workspace, "organization/sample/stage");
    expect(outputs).toMatchObject({ plain: "x", hidden: { value: { a: [1, "two"] } } });
    expect(await stackOutputs(workspace, "stage")).toEqual(outputs);
  });

  it("are an error, never empty, when their secrets cannot be opened", async () => {
    const workspace = await openWorkspace(folder, { ...env, PULUMI_CONFIG_PASSPHRASE: "wrong" });
    await expect(stackOutputs(workspace, "stage")).rejects.toThrow(
      /organization\/sample\/stage.*cannot be decrypted/,
    );
    await expect(stackOutputs(workspace, "nowhere")).rejects.toThrow(
      /no stack organization\/sample\/nowhere/,
    );
  });
});

describe("what there is not", () => {
  it.each([
    ["an unknown command", "deploy", /unknown command 'deploy'[\s\S]*stack/],
    ["an unknown flag", "stack ls --colour", /unknown option '--colour'[\s\S]*--json/],
    ["an argument too many", "stack ls x", /too many arguments/],
  ])("is refused by name, with what there is: %s", async (_, command, message) => {
    expect(await pulumi(command)).toMatchObject({ code: 1, err: expect.stringMatching(message) });
  });
});
