import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import * as nodeFiles from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openBackend } from "./backend.ts";
import { writeDurably } from "./files.ts";
import type { UpdateInfo } from "./history.ts";
import { backendFolder } from "./location.ts";
import { parseStackReference } from "./reference.ts";
import { StackNotFoundError } from "./stack-store.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "backend-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const reference = { project: "dialer", name: "stage" };
const manifest = { time: "2026-01-01T00:00:00Z", magic: "m", version: "v3.0.0" };
const content = (extra: object = {}) =>
  Buffer.from(
    JSON.stringify({
      version: 3,
      checkpoint: { stack: "organization/dialer/stage", latest: { manifest, ...extra } },
    }),
  );
const path = (...parts: string[]) => join(folder, ".pulumi", ...parts);
const openStore = async () => (await openBackend(`file://${folder}`, "/")).stack(reference);

describe("a file backend", () => {
  it("is marked as of the present layout when it is empty", async () => {
    await openBackend(`file://${folder}`, "/");
    expect(readFileSync(path("meta.yaml"), "utf8")).toBe("version: 1\n");
  });

  it.each([
    [
      "another kind",
      () => "https://user:token@api.example.org",
      /https:\/\/api.example.org is not one this engine supports/,
    ],
    ["a missing folder", () => `file://${folder}/nowhere`, /nowhere does not exist/],
  ])("is refused: %s", async (_, url, message) => {
    await expect(openBackend(url(), "/")).rejects.toThrow(message);
    await expect(openBackend(url(), "/")).rejects.not.toThrow(/user:token/);
  });

  it("of an older layout is refused, with the way to a newer one", async () => {
    mkdirSync(path("stacks"), { recursive: true });
    writeFileSync(path("stacks", "stage.json"), "{}");
    await expect(openBackend(`file://${folder}`, "/")).rejects.toThrow(/pulumi state upgrade/);
  });

  it("lists the stacks of a project, or of all", async () => {
    const backend = await openBackend(`file://${folder}`, "/");
    for (const project of ["dialer", "other"])
      await backend.stack({ project, name: "stage" }).write([content()]);
    await backend.stack(reference).write([content()]);
    expect(await backend.stacks("dialer")).toEqual([reference]);
    expect(await backend.stacks()).toEqual([reference, { project: "other", name: "stage" }]);
    expect(await backend.stacks("nobody")).toEqual([]);
  });

  it("lies where its URL says", () => {
    expect(backendFolder("file:///a/b", "/here")).toBe("/a/b");
    expect(backendFolder("file://./b?no_tmp_dir=true", "/here")).toBe("/here/b");
    expect(backendFolder("file://~", "/here")).toBe(process.env.HOME);
  });
});

describe("a stack's files", () => {
  it("hold its state, readable by the owner only, with the one before beside it", async () => {
    const store = await openStore();
    await store.write([content()]);
    await store.write([content({ metadata: {} })]);
    expect((await store.read())?.deployment).toEqual({ manifest, metadata: {} });
    expect(statSync(store.file).mode & 0o777).toBe(0o600);
    expect(readFileSync(`${store.file}.bak`)).toEqual(content());
    expect(readdirSync(path("stacks", "dialer")).sort()).toEqual(["stage.json", "stage.json.bak"]);
  });

  it("drop what the CLI noted about the content before", async () => {
    const store = await openStore();
    await store.write([content()]);
    writeFileSync(`${store.file}.attrs`, '{"md5":"x"}');
    await store.write([content()]);
    expect(readdirSync(path("stacks", "dialer"))).not.toContain("stage.json.attrs");
  });

  it("stay as they were when there is no room, which is said with the folder", async () => {
    const store = await openStore();
    await store.write([content()]);
    const before = readdirSync(path("stacks", "dialer"));
    const open = () => Promise.reject(new Error("ENOSPC: no space left on device, write"));
    const full = { ...nodeFiles, open };
    await expect(writeDurably(store.file, [content()], { files: full })).rejects.toThrow(
      `nothing can be written to ${path("stacks", "dialer")} (ENOSPC: no space left on device, write)`,
    );
    expect(readdirSync(path("stacks", "dialer"))).toEqual(before);
  });

  it("are missed by name, and refused when they are not state", async () => {
    const store = await openStore();
    await expect(store.read()).rejects.toThrow(StackNotFoundError);
    await store.write([Buffer.from("{")]);
    await expect(store.read()).rejects.toThrow(
      `${store.file} is not JSON, so it was cut off or edited: the state before is ${store.file}.bak`,
    );
    await store.write([Buffer.from("{}")]);
    await expect(store.read()).rejects.toThrow(/version/);
    writeFileSync(`${store.file}.gz`, "");
    await expect(store.read()).rejects.toThrow(/stage.json.gz is compressed/);
  });

  it("keep each update, the latest first, and a backup", async () => {
    const store = await openStore();
    await store.write([content()]);
    const update = (message: string): UpdateInfo => ({
      kind: "update",
      startTime: 1,
      endTime: 2,
      message,
      environment: {},
      config: { "dialer:token": { secure: "v1:x:y" } },
      version: 0,
      result: "succeeded",
      resourceChanges: { create: 1 },
    });
    await store.recordUpdate(update("first"));
    await store.recordUpdate(update("second"));
    expect((await store.history()).map(({ message }) => message)).toEqual(["second", "first"]);
    expect(await store.history()).toContainEqual(update("first"));
    const names = readdirSync(path("history", "dialer", "stage"));
    expect(names.filter((name) => /^stage-\d{19}\.checkpoint\.json$/.test(name))).toHaveLength(2);
    expect(readdirSync(path("backups", "dialer", "stage"))).toHaveLength(2);
  });

  it("go with the stack, but for a copy of the state", async () => {
    const store = await openStore();
    await store.write([content()]);
    await store.remove();
    expect(await store.exists()).toBe(false);
    expect(readFileSync(`${store.file}.bak`)).toEqual(content());
    await store.remove({ backups: true });
    expect(readdirSync(path("stacks", "dialer"))).toEqual([]);
  });
});

describe("the name of a stack", () => {
  it.each([
    ["stage", "dialer"],
    ["organization/stage", "dialer"],
    ["organization/dialer/stage", undefined],
  ])("%s", (text, project) => {
    expect(parseStackReference(text, project)).toEqual(reference);
  });

  it.each([
    ["stage", undefined, /no Pulumi.yaml here/],
    ["someone/dialer/stage", undefined, /must be "organization"/],
    ["a/b/c/d", "dialer", /expected/],
    ["../etc", "dialer", /organization/],
    ["organization/../stage", "dialer", /"\.\." is not a project name/],
    ["", "dialer", /"" is not a stack name/],
    ["st age", "dialer", /"st age" is not a stack name/],
  ])("is refused: %s", (text, project, message) => {
    expect(() => parseStackReference(text, project)).toThrow(message);
  });
});
