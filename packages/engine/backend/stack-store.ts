import { readFile, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { z } from "zod";
import { type Deployment, parseDeployment, parseState, versioned } from "../state/deployment.ts";
import { keepCopy, listFolder, makeFolder, readIfThere, syncFolder, writeDurably } from "./files.ts";
import { readHistory, type UpdateInfo, writeHistory } from "./history.ts";
import { type LockHolder, readLocks, type StackLock, takeLock } from "./lock.ts";
import { qualifiedName, type StackReference } from "./reference.ts";

const checkpointFile = versioned.extend({
  checkpoint: z.object({ stack: z.string(), latest: z.unknown().optional() }),
});

export class StackNotFoundError extends Error {
  override readonly name = "StackNotFoundError";
  constructor(reference: StackReference) {
    super(
      `there is no stack ${qualifiedName(reference)} in this backend: \`stack ls\` lists them, \`stack init\` makes one`,
    );
  }
}

/** A stack's state as it is stored: what an export holds. */
export type StoredState = z.infer<typeof versioned> & { deployment: Deployment };

/**
 * One stack's files in a file backend, laid out as the Pulumi CLI lays them out.
 * {@link https://github.com/pulumi/pulumi/blob/master/pkg/backend/diy/state.go}
 */
export class StackStore {
  readonly reference: StackReference;
  /** `.pulumi/stacks/<project>/<stack>.json` */
  readonly file: string;
  readonly #historyFolder: string;
  readonly #backupFolder: string;
  readonly #lockFolder: string;
  /** Made once: an update writes the file for each of its steps. */
  #folderMade: Promise<void> | undefined;

  /** @param bookkeeping the backend's `.pulumi` folder */
  constructor(bookkeeping: string, reference: StackReference) {
    const { project, name } = reference;
    this.reference = reference;
    this.file = join(bookkeeping, "stacks", project, `${name}.json`);
    this.#historyFolder = join(bookkeeping, "history", project, name);
    this.#backupFolder = join(bookkeeping, "backups", project, name);
    this.#lockFolder = join(bookkeeping, "locks", qualifiedName(reference));
  }

  async exists(): Promise<boolean> {
    return (await this.#text()) !== undefined;
  }

  /**
   * The stack's state; undefined when it was made but never updated.
   * @throws Error when there is no such stack, UnreadableStateError when its file is not state
   */
  async read(): Promise<StoredState | undefined> {
    const text = await this.#text();
    if (text === undefined) throw new StackNotFoundError(this.reference);
    const { checkpoint, ...version } = parseState(checkpointFile, this.#parse(text), this.file);
    if (checkpoint.latest === undefined || checkpoint.latest === null) return undefined;
    return { ...version, deployment: parseDeployment(checkpoint.latest, version, this.file) };
  }

  #parse(text: string): unknown {
    try {
      return parseJson(text, this.file);
    } catch (cause) {
      const copies = `the state before is ${this.file}.bak, older ones are in ${this.#backupFolder}`;
      throw new Error(
        `${this.file} is not JSON, so it was cut off or edited: ${copies}. Copy one into its place.`,
        { cause },
      );
    }
  }

  async #text(): Promise<string | undefined> {
    const compressed = (await listFolder(dirname(this.file))).find((name) =>
      [".gz", ".zst"].some((extension) => name === `${basename(this.file)}${extension}`),
    );
    if (compressed !== undefined) {
      throw new Error(
        `${join(dirname(this.file), compressed)} is compressed, which this engine does not support: use the Pulumi CLI`,
      );
    }
    return readIfThere(this.file);
  }

  /** Replaces the stack's file; the one before stays beside it as `.bak`. Resolves once it is on disk. */
  async write(chunks: Buffer[]): Promise<void> {
    this.#folderMade ??= makeFolder(dirname(this.file));
    await this.#folderMade;
    await keepCopy(this.file, `${this.file}.bak`);
    await writeDurably(this.file, chunks);
    // The CLI's notes on the content that was there before (its checksum): made by it, and optional.
    await rm(`${this.file}.attrs`, { force: true });
  }

  /** @throws StackLockedError that names who holds it */
  lock(): Promise<StackLock> {
    return takeLock(this.#lockFolder, qualifiedName(this.reference));
  }

  /** Removes every lock, whoever holds it, and returns them. */
  async clearLocks(): Promise<LockHolder[]> {
    const holders = await readLocks(this.#lockFolder);
    for (const { file } of holders) await rm(file, { force: true });
    return holders;
  }

  /** Keeps an update that has ended in the history, and its checkpoint there and among the backups, as the CLI does. */
  async recordUpdate(update: UpdateInfo): Promise<void> {
    const now = BigInt(Date.now()) * 1_000_000n + (process.hrtime.bigint() % 1_000_000n);
    const checkpoint = await readFile(this.file);
    await writeHistory(this.#historyFolder, this.reference.name, update, checkpoint, now);
    await makeFolder(this.#backupFolder);
    await writeDurably(join(this.#backupFolder, `${this.reference.name}.${now}.json`), [checkpoint]);
  }

  /** The latest first. */
  history(): Promise<UpdateInfo[]> {
    return readHistory(this.#historyFolder);
  }

  /** Removes the stack and its history. A copy of its state stays beside its place, as `.bak`, unless backups go too. */
  async remove({ backups = false }: { backups?: boolean } = {}): Promise<void> {
    await keepCopy(this.file, `${this.file}.bak`);
    await rm(this.#historyFolder, { recursive: true, force: true });
    for (const file of [this.file, `${this.file}.attrs`]) await rm(file, { force: true });
    if (backups) {
      for (const file of [`${this.file}.bak`, `${this.file}.bak.attrs`]) await rm(file, { force: true });
      await rm(this.#backupFolder, { recursive: true, force: true });
    }
    await syncFolder(dirname(this.file));
  }
}

/** @throws Error that names the file */
export function parseJson(text: string, source: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Error(`${source} is not JSON`, { cause });
  }
}
