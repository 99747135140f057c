import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import * as nodeFiles from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { SnapshotIntegrityError } from "../state/integrity.ts";
import { newResource } from "../state/new-resource.ts";
import type { PendingOperation, Snapshot } from "../state/resource.ts";
import { type Files, writeDurably } from "./files.ts";
import { SnapshotWriter } from "./snapshot-writer.ts";

const resource = (name: string) => newResource({ urn: `urn:${name}`, type: "t" });
const creating = (name: string): PendingOperation => ({ resource: resource(name), type: "creating" });
const withPending = (...names: string[]): Snapshot => ({
  resources: [],
  pendingOperations: names.map(creating),
});

/** Saves that end when the test says so; each remembers what it was given. */
function controlledSaves() {
  const saves: { pending: string[]; end: PromiseWithResolvers<void> }[] = [];
  const save = ({ pendingOperations }: Snapshot) => {
    const end = Promise.withResolvers<void>();
    saves.push({ pending: pendingOperations.map((each) => each.resource.urn), end });
    return end.promise;
  };
  return { saves, save };
}

const turn = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));

describe("a save", () => {
  it("resolves once what was asked for is saved, and not before", async () => {
    const { saves, save } = controlledSaves();
    const writer = new SnapshotWriter(save);
    let saved = false;
    const saving = writer
      .save(() => withPending("a"))
      .then(() => {
        saved = true;
      });
    await turn();
    expect(saves.map(({ pending }) => pending)).toEqual([["urn:a"]]);
    expect(saved).toBe(false);
    saves[0]?.end.resolve();
    await saving;
    expect(saved).toBe(true);
  });

  it("is shared by all that wait, and holds what the last of them said", async () => {
    const { saves, save } = controlledSaves();
    const writer = new SnapshotWriter(save);
    const pending: string[] = [];
    const begin = (name: string) => {
      pending.push(name);
      return writer.save(() => withPending(...pending));
    };
    const first = ["a", "b", "c"].map(begin);
    await turn();
    const second = ["d", "e"].map(begin);
    await turn();
    expect(saves).toHaveLength(1);
    saves[0]?.end.resolve();
    await Promise.all(first);
    await vi.waitFor(() => expect(saves).toHaveLength(2));
    expect(saves.map((each) => each.pending.length)).toEqual([3, 5]);
    saves[1]?.end.resolve();
    await Promise.all([...second, writer.flush()]);
    expect(saves).toHaveLength(2);
  });

  it("that fails is the end: those who share it, wait for the next one or come later all hear of it", async () => {
    const { saves, save } = controlledSaves();
    const writer = new SnapshotWriter(save);
    const first = writer.save(() => withPending("a"));
    await turn();
    const second = writer.save(() => withPending("b"));
    saves[0]?.end.reject(new Error("disk full"));
    await expect(first).rejects.toThrow("disk full");
    await expect(second).rejects.toThrow("disk full");
    await expect(writer.save(() => withPending("c"))).rejects.toThrow("disk full");
    await expect(writer.flush()).rejects.toThrow("disk full");
    expect(saves).toHaveLength(1);
  });

  it("refuses an unsound snapshot, once it is kept: it may be the only record there is", async () => {
    let saved = 0;
    const writer = new SnapshotWriter(async () => {
      saved++;
    });
    await writer.save(() => ({ resources: [resource("a")], pendingOperations: [] }));
    const orphan = { ...resource("b"), parent: "urn:x" };
    const unsound = { resources: [resource("a"), orphan], pendingOperations: [] };
    await expect(writer.save(() => unsound)).rejects.toThrow(SnapshotIntegrityError);
    expect(saved).toBe(2);
    await expect(writer.save(() => withPending("c"))).rejects.toThrow(SnapshotIntegrityError);
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
      const writev = handle.writev.bind(handle);
      handle.sync = async () => {
        await sync();
        calls.push(`sync ${what}`);
      };
      handle.writev = async (chunks) => {
        calls.push("write");
        return writev(chunks);
      };
      return handle;
    },
  };
}

describe("on disk", () => {
  it("a save resolves only after write, sync, rename and sync of the folder", async () => {
    const folder = mkdtempSync(join(tmpdir(), "writer-"));
    const calls: string[] = [];
    const file = join(folder, "state.json");
    const writer = new SnapshotWriter(({ pendingOperations }) =>
      writeDurably(file, [Buffer.from(String(pendingOperations.length))], { files: watchedFiles(calls) }),
    );
    await writer.save(() => withPending("a"));
    calls.push("saved");
    expect(calls).toEqual(["write", "sync file", "rename", "sync folder", "saved"]);
    expect(readFileSync(file, "utf8")).toBe("1");
    rmSync(folder, { recursive: true });
  });
});
