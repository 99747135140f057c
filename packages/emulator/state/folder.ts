import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { writePrivately } from "./files.ts";
import type { Contents, Snapshot, snapshotSchema } from "./snapshot.ts";

/** How often it is looked whether there is something new to keep, in milliseconds. */
const lookEvery = 200;
/** Writing takes no more than this part of the time, however much there is to write. */
const mostlyIdle = 10;

/** What a folder keeps. */
export interface Keeper {
  /** Changes whenever there is something new to keep. */
  fingerprint(): string;
  snapshot(contents: Contents): Snapshot;
}

/**
 * Keeps an emulator's state in a folder: `state.json`, whose contents lie beside it in files of their own, named by
 * their hash. It is written shortly after every change and at the end, whole or not at all, for its owner only.
 */
export class StateFolder {
  readonly path: string;
  readonly #contents = new Map<string, Buffer>();
  #timer: NodeJS.Timeout | undefined;
  #kept = "";
  #writing: Promise<void> = Promise.resolve();

  private constructor(path: string) {
    this.path = path;
  }

  /** Takes a folder into use. @throws when another running emulator uses it */
  static async open(path: string): Promise<StateFolder> {
    await mkdir(join(path, "content"), { recursive: true, mode: 0o700 });
    const folder = new StateFolder(path);
    const holder = existsSync(folder.#lock) ? Number(readFileSync(folder.#lock, "utf8")) : undefined;
    if (holder !== undefined && holder !== process.pid && isRunning(holder)) {
      throw new Error(
        `${path} is in use by the emulator with process ID ${holder}: stop it, or name another folder`,
      );
    }
    await writePrivately(folder.#lock, String(process.pid));
    return folder;
  }

  /** What it holds, if it holds anything. @throws when that is damaged */
  load(): unknown {
    if (!existsSync(this.#file)) return undefined;
    try {
      return JSON.parse(readFileSync(this.#file, "utf8"));
    } catch (error) {
      throw new Error(`${this.#file} is damaged (${String(error)}): remove it to begin anew`);
    }
  }

  /** Reads contents from their files, and writes new ones there. */
  readonly contents: Contents = {
    write: (content) => {
      const name = createHash("sha256").update(content).digest("hex");
      this.#contents.set(name, content);
      return name;
    },
    read: (written) => readFileSync(join(this.path, "content", z.hash("sha256").parse(written))),
  };

  /** Keeps what changes from now on. */
  watch(keeper: Keeper): void {
    const look = () => {
      const began = performance.now();
      const fingerprint = keeper.fingerprint();
      this.#writing = (fingerprint === this.#kept ? Promise.resolve() : this.#write(keeper, fingerprint))
        .catch((error: unknown) => {
          process.stderr.write(`the state could not be kept in ${this.path}: ${String(error)}\n`);
        })
        .finally(() => {
          if (this.#timer) this.#timer = later(look, (performance.now() - began) * mostlyIdle);
        });
    };
    this.#timer = later(look, 0);
  }

  /** Keeps the last changes, removes contents that nothing needs any more, and lets the folder go. */
  async close(keeper: Keeper): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    await this.#writing;
    await this.#write(keeper, keeper.fingerprint());
    for (const name of await readdir(join(this.path, "content"))) {
      if (!this.#contents.has(name)) await rm(join(this.path, "content", name));
    }
    await rm(this.#lock, { force: true });
  }

  get #file(): string {
    return join(this.path, "state.json");
  }

  get #lock(): string {
    return join(this.path, "emulator.pid");
  }

  async #write(keeper: Keeper, fingerprint: string): Promise<void> {
    this.#contents.clear();
    const snapshot = keeper.snapshot(this.contents);
    for (const [name, content] of this.#contents) {
      const file = join(this.path, "content", name);
      if (!existsSync(file)) await writePrivately(file, content);
    }
    await writePrivately(this.#file, JSON.stringify(snapshot satisfies z.input<typeof snapshotSchema>));
    this.#kept = fingerprint;
  }
}

const later = (look: () => void, milliseconds: number) =>
  setTimeout(look, Math.max(milliseconds, lookEvery)).unref();

function isRunning(process_: number): boolean {
  try {
    process.kill(process_, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
