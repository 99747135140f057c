import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { resolveConfig } from "./config.ts";
import { parseConfigKey } from "./config-key.ts";
import { loadProject } from "./project.ts";
import { WorkspaceSettings } from "./settings.ts";
import { loadStackFile } from "./stack-file.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "workspace-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}
const project = (rest = "") => {
  write("Pulumi.yaml", `name: dialer\nruntime: nodejs\n${rest}`);
  return loadProject(folder);
};
const noKey = () => {
  throw new Error("no key needed");
};

describe("a project file", () => {
  it("is found in a folder above, with what its plugins and backend are", () => {
    project(
      "main: index.ts\nbackend: {url: 'file://~'}\nplugins: {providers: [{name: twilio, path: ./packages/provider}]}\n",
    );
    mkdirSync(join(folder, "a", "b"), { recursive: true });
    expect(loadProject(join(folder, "a", "b"))).toMatchObject({
      name: "dialer",
      folder,
      main: "index.ts",
      runtime: { name: "nodejs", options: {} },
      backend: { url: "file://~" },
      plugins: { providers: [{ name: "twilio", path: "./packages/provider" }] },
    });
  });

  it("is missed by the folder that was searched", () => {
    expect(() => loadProject(folder)).toThrow(folder);
  });

  it.each([
    ["name: a b\nruntime: nodejs\n", /name/],
    ["name: a\nruntime: nodejs\nconfig: {x: {type: text}}\n", /config\.x\.type/],
    ["name: a\nruntime: nodejs\nconfig: {x: {typ: string}}\n", /"typ"[\s\S]*config\.x/],
    ["name: a\nruntime: nodejs\nplugins: {analyzers: [{name: p, path: q}]}\n", /policy packs/],
    ["name: a\nruntime: nodejs\npackages: {p: ./q}\n", /"packages"/],
    ["name: [", /not YAML/],
  ])("is refused with the place that is wrong: %j", (text, message) => {
    const path = write("Pulumi.yaml", text);
    expect(() => loadProject(folder)).toThrow(path);
    expect(() => loadProject(folder)).toThrow(message);
  });
});

describe("a stack file", () => {
  it("keeps its comments and its order when it is edited", async () => {
    const text = "# who we are\nconfig:\n  dialer:b: 1 # one\n  dialer:a: x\n";
    write("Pulumi.stage.yaml", text);
    const file = loadStackFile(project(), "stage", folder);
    file.setConfig(["dialer:c", "list", 0], "y");
    file.encryptionSalt = "v1:x:y";
    await file.save();
    expect(readFileSync(file.path, "utf8")).toBe(
      `${text}  dialer:c:\n    list:\n      - y\nencryptionsalt: v1:x:y\n`,
    );
  });

  it("need not exist yet, and need not be the stack's own", async () => {
    const file = loadStackFile(project(), "stage", folder, "copy.yaml");
    expect(file.config("dialer")).toEqual({});
    file.setConfig(["dialer:a"], "x");
    await file.save();
    expect(readFileSync(join(folder, "copy.yaml"), "utf8")).toBe("config:\n  dialer:a: x\n");
  });

  it("loses its config with the last key", async () => {
    write("Pulumi.stage.yaml", "encryptionsalt: v1:x:y\nconfig:\n  dialer:a: {b: 1}\n");
    const file = loadStackFile(project(), "stage", folder);
    expect(file.removeConfig(["dialer:nothing"])).toBe(false);
    expect(file.removeConfig(["dialer:a"])).toBe(true);
    await file.save();
    expect(readFileSync(file.path, "utf8")).toBe("encryptionsalt: v1:x:y\n");
  });

  it.each([
    ["secretsprovider: awskms://key\n", /"secretsprovider"/],
    ["environment: [shared]\n", /"environment"/],
    ["config: [\n", /not YAML/],
  ])("is refused when it holds what the engine does not know: %j", (text, message) => {
    write("Pulumi.stage.yaml", text);
    expect(() => loadStackFile(project(), "stage", folder)).toThrow(message);
  });
});

describe("the configuration of a stack", () => {
  const declared =
    "config:\n  size: {type: integer, default: 3}\n  aws:region: {value: us-east-1}\n  name: {type: string}\n";

  it("is the stack's over the project's, as texts", () => {
    const config = resolveConfig(
      project(declared),
      "stage",
      { "dialer:name": 5, "dialer:o": { a: [1] } },
      noKey,
    );
    expect(config.values).toEqual({
      "dialer:size": "3",
      "aws:region": "us-east-1",
      "dialer:name": "5",
      "dialer:o": '{"a":[1]}',
    });
    expect(config.secretKeys).toEqual([]);
  });

  it("opens secrets, also those inside a value, and keeps them encrypted for the history", () => {
    const stored = { "dialer:name": { secure: "N" }, "dialer:o": { list: [{ secure: "L" }] } };
    const crypter = { encrypt: noKey, decrypt: (text: string) => `open ${text}` };
    const config = resolveConfig(project(declared), "stage", stored, () => crypter);
    expect(config.values).toMatchObject({ "dialer:name": "open N", "dialer:o": '{"list":["open L"]}' });
    expect(config.secretKeys).toEqual(["dialer:name", "dialer:o"]);
    expect(config.stored).toMatchObject(stored);
  });

  it("is refused with all that is wrong at once", () => {
    const types = `${declared}  flag: {type: boolean}\n  token: {secret: true}\n  list: {type: array, items: {type: string}}\n`;
    const config = {
      "dialer:size": "x",
      "dialer:flag": "yes",
      "dialer:token": "plain",
      "dialer:list": ["a", { b: 1 }],
    };
    const resolve = () => resolveConfig(project(types), "stage", config, noKey);
    for (const problem of [
      "size: must be of type integer",
      "name: missing",
      "flag: must be of type boolean",
      "token: must be encrypted",
      "list: must be of type array<string>",
    ]) {
      expect(resolve).toThrow(problem);
    }
  });
});

describe("a config key", () => {
  it.each([
    ["name", false, ["dialer:name"]],
    ["aws:region", false, ["aws:region"]],
    ["aws:config:region", false, ["aws:region"]],
    ["a.b", false, ["dialer:a.b"]],
    ["a.b[0].c", true, ["dialer:a", "b", 0, "c"]],
    ['aws:a["b.c"][1]', true, ["aws:a", "b.c", 1]],
    ['["a.b"].c', true, ["dialer:a.b", "c"]],
    ['urls["https://x"]', true, ["dialer:urls", "https://x"]],
  ])("%s (path: %s)", (text, path, expected) => {
    expect(parseConfigKey(text, "dialer", path)).toEqual(expected);
  });

  it.each([
    ["a:b:c", false],
    ["a:", false],
    ["a[", true],
    ["a..b", true],
    ["[0]", true],
  ])("is refused: %s (path: %s)", (text, path) => {
    expect(() => parseConfigKey(text, "dialer", path)).toThrow(/is not a/);
  });
});

it("the selected stack is kept where the CLI keeps it, by backend", async () => {
  const settings = new WorkspaceSettings({ name: "dialer", file: "/p/Pulumi.yaml" }, { PULUMI_HOME: folder });
  expect(await settings.selectedStack("file://~")).toBeUndefined();
  await settings.select("file://~", "organization/dialer/stage");
  const file = join(folder, "workspaces", "dialer-3cb4967322f36d7a491f46d51d197b172738f193-workspace.json");
  expect(JSON.parse(readFileSync(file, "utf8"))).toEqual({
    stacks: { "file://~": "organization/dialer/stage" },
  });
  expect(await settings.selectedStack("file://~")).toBe("organization/dialer/stage");
  expect(await settings.selectedStack("file:///other")).toBeUndefined();
  await settings.select("file://~", undefined);
  expect(await settings.selectedStack("file://~")).toBeUndefined();
});
