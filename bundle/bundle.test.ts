import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { type BundledFile, bundle } from "./bundle.ts";
import { type SystemName, coreServices as services, systemNames } from "./services.ts";
import { readSettings, type Settings } from "./settings.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

/** The network's sources in a folder of their own. */
function copyOfProject(parent: string): string {
  const copy = join(parent, "network");
  mkdirSync(copy, { recursive: true });
  for (const folder of ["functions", "assets", "dialplan", "systems"])
    cpSync(join(root, folder), join(copy, folder), { recursive: true });
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
  return copy;
}
const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});
function temporary(): string {
  const folder = mkdtempSync(join(tmpdir(), "bundle-"));
  folders.push(folder);
  return folder;
}

function settingsOf(project: string, systems: readonly SystemName[] = []): Settings {
  const { settings, problems } = readSettings(project, systems);
  if (!settings) throw new Error(JSON.stringify(problems));
  return settings;
}

const names = (files: BundledFile[]) => files.map(({ visibility, path }) => `${visibility} ${path}`);
const hashes = (project: string, files: BundledFile[]) =>
  files.map(
    ({ path, file }) =>
      `${path} ${createHash("sha256")
        .update(readFileSync(join(project, file)))
        .digest("hex")}`,
  );

describe("the bundle of the network", async () => {
  const project = copyOfProject(temporary());
  const bundles = await bundle({ root: project, settings: settingsOf(project), services });
  const all = Object.values(bundles).flatMap(({ functions, assets }) => [...functions, ...assets]);

  it("holds every function, none of them public but those that ask for a password or a signed link, and no file that is for people", () => {
    expect(names(bundles.dialer.functions)).toEqual([
      "protected /call-status",
      "protected /emergency-alert",
      "protected /emergency-refused",
      "protected /error-log",
      "protected /menu",
      "protected /message-recorded",
      "protected /operator-answer",
      "protected /operator-left",
      "protected /operator-ringing",
      "protected /operator-wait",
      "protected /sip-incoming",
      "protected /sip-outgoing",
      "protected /sip-outgoing-status",
      "public /sound",
      "public /token",
      "protected /usage-alert",
    ]);
    expect(names(bundles.dialer.assets)).toEqual([
      "public /busy.wav",
      "public /dial-tone.wav",
      "private /extensions.json",
      "public /hold.wav",
      "private /menus.json",
    ]);
    expect(names(bundles.fallback.functions)).toEqual([
      "protected /emergency-alert",
      "protected /emergency-refused",
      "protected /fallback",
    ]);
    expect(names(bundles.fallback.assets)).toEqual(["public /out-of-order.xml"]);
    expect(bundles.fallback.dependencies).toEqual([]);
  });

  it("names files from the project's folder, and their sizes", () => {
    for (const { file, size } of all) {
      expect(file).toMatch(/^\.build\//);
      expect(statSync(join(project, file)).size).toBe(size);
    }
  });

  it("is the same in another folder, byte for byte, and leaves nothing else behind", async () => {
    const elsewhere = copyOfProject(join(temporary(), "a", "longer", "path"));
    const again = await bundle({ root: elsewhere, settings: settingsOf(elsewhere), services });
    expect(again).toEqual(bundles);
    const files = Object.values(again).flatMap(({ functions, assets }) => [...functions, ...assets]);
    expect(hashes(elsewhere, files)).toEqual(hashes(project, all));
    const written = readdirSync(join(elsewhere, ".build"), { recursive: true, withFileTypes: true });
    expect(written.filter((entry) => entry.isFile())).toHaveLength(files.length);
  });

  it("says nothing of the machine it was made on", () => {
    for (const { file } of all) expect(readFileSync(join(project, file), "latin1")).not.toContain(tmpdir());
  });

  it("holds no address, comment or reason", () => {
    for (const { file } of all) {
      expect(readFileSync(join(project, file), "latin1")).not.toMatch(/Example St|97202|pavement|exhibition/);
    }
  });

  it.each(Object.values(bundles).flatMap(({ functions }) => functions))(
    "$path is under 120 KB and loads by itself",
    ({ file, size }) => {
      expect(size).toBeLessThan(120 * 1024);
      const load = `require(${JSON.stringify(join(project, file))})`;
      expect(spawnSync(process.execPath, ["-e", load], { cwd: tmpdir() }).status).toBe(0);
    },
  );
});

it("functions of systems beside the phones are under 120 KB, load by themselves, and are public where it is meant", async () => {
  const project = copyOfProject(temporary());
  const settings = settingsOf(project, systemNames);
  const bundles = await bundle({ root: project, settings, services: systemNames });
  const functions = Object.values(bundles).flatMap((each) => each.functions);
  expect(functions.filter(({ size }) => size >= 120 * 1024)).toEqual([]);
  const load = functions.map(({ file }) => `require(${JSON.stringify(join(project, file))});`).join("\n");
  const { status, stderr } = spawnSync(process.execPath, ["-e", load], { cwd: tmpdir(), encoding: "utf8" });
  expect(status, stderr).toBe(0);
  expect(names(functions).filter((name) => name.startsWith("public"))).toEqual([
    "public /sound",
    ...["check", "history", "list", "publish", "try", "undo", "update", "update-status"].map(
      (name) => `public /admin/${name}`,
    ),
    "public /messages",
    "public /send-message",
  ]);
});

it("a change of a phone's comment changes no byte", async () => {
  const project = copyOfProject(temporary());
  const settings = settingsOf(project);
  const before = await bundle({ root: project, outDir: "a", settings, services });
  const changed = structuredClone(settings);
  for (const entry of Object.values(changed.clients.clients)) entry.comment = "moved";
  const after = await bundle({ root: project, outDir: "b", settings: changed, services });
  expect(hashes(project, after.dialer.functions)).toEqual(hashes(project, before.dialer.functions));
  expect(hashes(project, after.dialer.assets)).toEqual(hashes(project, before.dialer.assets));
});

it("a new function changes no byte of the others", async () => {
  const project = copyOfProject(temporary());
  const settings = settingsOf(project);
  const before = await bundle({ root: project, outDir: "a", settings, services });
  writeFileSync(join(project, "functions", "dialer", "a.private.ts"), "export const handler = () => {};");
  const after = await bundle({ root: project, outDir: "b", settings, services });
  const [added, ...others] = hashes(project, after.dialer.functions);
  expect(added).toMatch(/^\/a /);
  expect(others).toEqual(hashes(project, before.dialer.functions));
  expect(hashes(project, after.fallback.functions)).toEqual(hashes(project, before.fallback.functions));
});

it("a function whose name does not say who may call it is refused by name", async () => {
  const project = copyOfProject(temporary());
  writeFileSync(join(project, "functions", "dialer", "open.ts"), "export const handler = () => {};");
  await expect(bundle({ root: project, settings: settingsOf(project), services })).rejects.toThrow(
    "functions/dialer/open.ts: its name does not say who may call it; name it open.protected.ts",
  );
});

it("a function that does not compile is refused with its place", async () => {
  const project = copyOfProject(temporary());
  writeFileSync(
    join(project, "functions", "dialer", "broken.protected.ts"),
    'import x from "baked:nothing";\nx();',
  );
  await expect(bundle({ root: project, settings: settingsOf(project), services })).rejects.toThrow(
    /broken\.protected\.ts:1:14: ERROR: .*baked value "nothing"|There is no baked value "nothing"/,
  );
});
