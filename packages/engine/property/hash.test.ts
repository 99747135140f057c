import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { hashed } from "./hash.ts";
import { Archive, Asset } from "./value.ts";

let root = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "hash-"));
  mkdirSync(join(root, "data", "sub"), { recursive: true });
  writeFileSync(join(root, "data", "a.txt"), "a\n");
  writeFileSync(join(root, "data", "sub", "b.txt"), "b\n");
});
afterEach(() => rmSync(root, { recursive: true }));

// The hashes below were computed by the Pulumi CLI for the same files.
const folderHash = "815a3095b376d9cfc757183933d8524212f1163abb12242536ee8cedb61e2864";
const namedHash = "2d3d0b7588569c1aeba2fe115a82ecf4a7a24479cd7739872d8f2adb750d8e03";
const textHash = "7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed";

describe("the hash that Pulumi's CLI computes", () => {
  it("of a text", () => {
    expect(hashed(new Asset("", { text: "one" }), root).hash).toBe(textHash);
  });

  it("of a folder, leaving out links to folders and Pulumi's own", () => {
    symlinkSync(join(root, "data", "sub"), join(root, "data", "link"));
    mkdirSync(join(root, "data", ".pulumi"));
    writeFileSync(join(root, "data", ".pulumi", "state"), "");
    expect(hashed(new Archive("", { path: "./data" }), root).hash).toBe(folderHash);
  });

  it("of assets by name, and of each of them", () => {
    const archive = new Archive("", {
      assets: { one: new Asset("", { text: "one" }), "sub/two": new Archive("", { path: "data" }) },
    });
    const result = hashed(archive, root);
    expect(result.hash).toBe(namedHash);
    expect(result.source).toMatchObject({
      assets: { one: { hash: textHash }, "sub/two": { hash: folderHash } },
    });
  });

  // By Go's archive/tar.
  it.each([
    ["ä.txt", "0d92a1184f7ae1f5aae145eee575860c814317c6f45790315526e00998880ff0"],
    ["x".repeat(120), "f4206ba0c738caa30ef9410f2eabc69cb252749a4a4438d57870691ddee292a2"],
  ])("of names that an old tar file has no place for: %s", (name, hash) => {
    const assets = { [name]: new Asset("", { text: "x" }) };
    expect(hashed(new Archive("", { assets }), root).hash).toBe(hash);
  });

  it("of an archive file, which is that of its bytes", () => {
    writeFileSync(join(root, "a.zip"), "one");
    expect(hashed(new Archive("", { path: "a.zip" }), root).hash).toBe(textHash);
  });
});

it("a hash that is known is not computed again", () => {
  const asset = new Asset("known", { path: "nowhere" });
  expect(hashed(asset, root)).toBe(asset);
});

it.each([
  ["a missing file", new Asset("", { path: "nowhere.txt" }), /"nowhere.txt"/],
  ["a remote asset", new Asset("", { uri: "https://example.org/a" }), /https:\/\/example.org\/a is remote/],
  [
    "a file where a folder should be",
    new Archive("", { path: "data/a.txt" }),
    /neither a folder nor an archive file/,
  ],
])("refuses %s by name", (_, asset, message) => {
  expect(() => hashed<Asset | Archive>(asset, root)).toThrow(message);
});
