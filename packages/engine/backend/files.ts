import { randomUUID } from "node:crypto";
import * as nodeFiles from "node:fs/promises";
import { dirname } from "node:path";

/** The calls a durable write is made of: a seam, so that a test can watch their order. */
export type Files = Pick<typeof nodeFiles, "open" | "rename" | "link" | "copyFile" | "rm" | "mkdir">;

/** Only the owner may read or write: state holds what a network is made of. */
const stateMode = 0o600;
const folderMode = 0o700;

export interface WriteOptions {
  /** Who may read and write it. Default: the owner only. */
  mode?: number;
  files?: Files;
}

/**
 * Replaces a file so that whatever dies, its old or its new content stands there whole, and that once this resolves the
 * new one survives a power cut: write beside it, sync, rename, sync the folder.
 */
export async function writeDurably(
  path: string,
  chunks: Buffer[],
  options: WriteOptions = {},
): Promise<void> {
  const { files = nodeFiles } = options;
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    await writeSynced(temporary, chunks, options);
    await files.rename(temporary, path);
  } catch (error) {
    await files.rm(temporary, { force: true });
    throw error;
  }
  await syncFolder(dirname(path), files);
}

/** Makes a file that must not exist yet, with its content synced. @throws Error that names the folder and what to do there */
export async function writeSynced(path: string, chunks: Buffer[], options: WriteOptions = {}): Promise<void> {
  try {
    await makeSynced(path, chunks, options);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Error(
      `nothing can be written to ${dirname(path)} (${why}). What was written before stands: ` +
        "make room there, or get the right to write there, and run the same command again.",
      { cause },
    );
  }
}

async function makeSynced(path: string, chunks: Buffer[], options: WriteOptions): Promise<void> {
  const { files = nodeFiles, mode = stateMode } = options;
  const handle = await files.open(path, "wx", mode);
  try {
    await writeAll(handle, chunks);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** In one call: `writeFile` makes one for each chunk, and comes back to the event loop in between. */
async function writeAll(handle: nodeFiles.FileHandle, chunks: Buffer[]): Promise<void> {
  const { bytesWritten } = await handle.writev(chunks);
  const wanted = chunks.reduce((sum, { length }) => sum + length, 0);
  if (bytesWritten !== wanted) throw new Error(`only ${bytesWritten} of ${wanted} bytes were taken`);
}

/** Makes what was renamed or removed in a folder last. */
export async function syncFolder(path: string, files: Files = nodeFiles): Promise<void> {
  const folder = await files.open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

export async function makeFolder(path: string, files: Files = nodeFiles): Promise<void> {
  await files.mkdir(path, { recursive: true, mode: folderMode });
}

/** Keeps a file's present content under a second name; nothing happens when there is no such file. */
export async function keepCopy(path: string, copy: string, files: Files = nodeFiles): Promise<void> {
  const temporary = `${copy}.${randomUUID()}.tmp`;
  try {
    // The file is only ever replaced, never written into: a link costs nothing and stays as it is.
    await files.link(path, temporary).catch(async (error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") throw error;
      await files.copyFile(path, temporary);
    });
    await files.rename(temporary, copy);
  } catch (error) {
    if (isMissing(error)) return;
    throw error;
  }
}

export function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}

/** The file's text, or undefined when there is none. */
export async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await nodeFiles.readFile(path, "utf8");
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** The names in a folder, sorted; none when there is no such folder. */
export async function listFolder(path: string): Promise<string[]> {
  try {
    return (await nodeFiles.readdir(path)).sort();
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}
