import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import * as nodeFiles from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { SnapshotIntegrityError } from "../state/integrity.ts";
import { newResource } from "../state/new-resource.ts";
import type { PendingOperation, Snapshot } from "../state/resource.ts";
import { type Files, writeDurably } from "./files.ts";
import { SnapshotWriter } from "./snapshot-writer.ts";

const empty: Snapshot = { resources: [], pendingOperations: [] };
const resource = (name: string) => newResource({ urn: `urn:${name}`, type: "t" });
const creating = (name: string): PendingOperation => ({ resource: resource(name), type: "creating" });

/** Saves that end when the test says so; each remembers what it was given. */
function controlledSaves() {
  const saves: { urns: string[]; pending: string[]; end: PromiseWithResolvers<void> }[] = [];
  const save = ({ resources, pendingOperations }: Snapshot) => {
    const end = Promise.withResolvers<void>();
    saves.push({
      urns: resources.map((each) => each.urn),
      pending: pendingOperations.map((each) => each.resource.urn),
      end,
    });
    return end.promise;
  };
  return { saves, save };
}

const turn = () => new Promise((resolve) => setTimeout(resolve, 5));

describe("an operation", () => {
  it("does not begin before its intent is saved", async () => {
    const { saves, save } = controlledSaves();
    const writer = new SnapshotWriter(empty, save);
    let begun = false;
    const beginning = writer.begin(creating("a")).then(() => {
      begun = true;
    });
    await turn();
    expect(saves.map(({ pending }) => pending)).toEqual([["urn:a"]]);
    expect(begun).toBe(false);
    saves[0]?.end.resolve();
    await beginning;
    expect(begun).toBe(true);
  });

  it("does not end before its result is saved, and leaves no intent behind", async () => {
    const { saves, save } = controlledSaves();
    const writer = new SnapshotWriter(empty, save);
    const operation = creating("a");
    const begun = writer.begin(operation);
    await turn();
    saves[0]?.end.resolve();
    await begun;
    const ended = writer.end(operation, (snapshot) => snapshot.resources.push(operation.resource));
    await turn();
    expect(saves[1]).toMatchObject({ urns: ["urn:a"], pending: [] });
    saves[1]?.end.resolve();
    await ended;
  });

  it("that fails to be saved does not begin, nor does any after it", async () => {
    const writer = new SnapshotWriter(empty, () => Promise.reject(new Error("disk full")));
    await expect(writer.begin(creating("a"))).rejects.toThrow("disk full");
    await expect(writer.begin(creating("b"))).rejects.toThrow("disk full");
    await expect(writer.flush()).rejects.toThrow("disk full");
  });
});

describe("saves", () => {
  it("are shared by all that wait", async () => {
    const { saves, save } = controlledSaves();
    const writer = new SnapshotWriter(empty, save);
    const first = ["a", "b", "c"].map((name) => writer.begin(creating(name)));
    await turn();
    const second = ["d", "e"].map((name) => writer.begin(creating(name)));
    await turn();
    expect(saves).toHaveLength(1);
    saves[0]?.end.resolve();
    await Promise.all(first);
    await turn();
    expect(saves).toHaveLength(2);
    expect(saves[1]?.pending).toHaveLength(5);
    saves[1]?.end.resolve();
    await Promise.all([...second, writer.flush()]);
  });

  it("refuse an unsound snapshot, once it is kept: it may be the only record there is", async () => {
    let saved = 0;
    const writer = new SnapshotWriter(empty, async () => {
      saved++;
    });
    const orphan = { ...resource("a"), parent: "urn:x" };
    await expect(writer.change((snapshot) => snapshot.resources.push(orphan))).rejects.toThrow(
      SnapshotIntegrityError,
    );
    expect(saved).toBe(1);
    await expect(writer.begin(creating("b"))).rejects.toThrow(SnapshotIntegrityError);
  });

  it("leave the snapshot they started from alone", async () => {
    const start: Snapshot = { resources: [resource("a")], pendingOperations: [] };
    const writer = new SnapshotWriter(start, async () => {});
    await writer.change((snapshot) => snapshot.resources.push(resource("b")));
    expect(start.resources).toHaveLength(1);
    expect(writer.snapshot.resources).toHaveLength(2);
  });
});

/** The real file system, noting what is called in which order. */
function watchedFiles(calls: string[]): Files {
  return {
    ...nodeFiles,
    rename: async (from, to) => {
      calls.push("rename");
      await nodeFiles.rename(from, to);
    },
    open: async (path, flags, mode) => {
      const handle = await nodeFiles.open(path, flags, mode);
      const what = flags === "r" ? "folder" : "file";
      const sync = handle.sync.bind(handle);
      const writeFile = handle.writeFile.bind(handle);
      handle.sync = async () => {
        await sync();
        calls.push(`sync ${what}`);
      };
      handle.writeFile = async (data) => {
        calls.push("write");
        await writeFile(data);
      };
      return handle;
    },
  };
}

describe("on disk", () => {
  it("an operation begins only after write, sync, rename and sync of the folder", async () => {
    const folder = mkdtempSync(join(tmpdir(), "writer-"));
    const calls: string[] = [];
    const file = join(folder, "state.json");
    const writer = new SnapshotWriter(empty, ({ pendingOperations }) =>
      writeDurably(file, [Buffer.from(String(pendingOperations.length))], { files: watchedFiles(calls) }),
    );
    await writer.begin(creating("a"));
    calls.push("begun");
    expect(calls).toEqual(["write", "sync file", "rename", "sync folder", "begun"]);
    expect(readFileSync(file, "utf8")).toBe("1");
    rmSync(folder, { recursive: true });
  });
});
