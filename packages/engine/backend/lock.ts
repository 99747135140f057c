import { randomUUID } from "node:crypto";
import { rename, rm } from "node:fs/promises";
import { hostname, userInfo } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import { listFolder, makeFolder, readIfThere, syncFolder, writeSynced } from "./files.ts";

const lockContent = z.object({
  pid: z.int(),
  username: z.string(),
  hostname: z.string(),
  timestamp: z.string(),
});

/** Who holds a stack. */
export type LockHolder = z.infer<typeof lockContent> & { file: string };

/** Somebody else is working on the stack. */
export class StackLockedError extends Error {
  override readonly name = "StackLockedError";
  readonly holders: LockHolder[];
  constructor(stack: string, holders: LockHolder[]) {
    const lines = holders.map(
      (holder) => `  ${describeHolder(holder)}: ${describeLife(holder)}\n    (${holder.file})`,
    );
    super(
      `the stack ${stack} is locked:\n${lines.join("\n")}\n` +
        "Wait for it to end; if it is gone for good, `cancel` removes the lock.",
    );
    this.holders = holders;
  }
}

export function describeHolder({ username, hostname: host, pid, timestamp }: LockHolder): string {
  return `by ${username}@${host}, process ${pid}, since ${timestamp}`;
}

function describeLife({ hostname: host }: LockHolder): string {
  return host === hostname() ? "that process lives" : "whether it lives cannot be told from this machine";
}

export interface StackLock {
  /** Locks left by processes of this machine that no longer live; they were removed. */
  cleared: LockHolder[];
  release(): Promise<void>;
}

/** How often two that start in the same instant step back for one another before one gives up. */
const attempts = 6;

/**
 * Takes a stack's lock: a file of one's own among whose neighbours there must be none. Written first and looked for
 * after, so two never both hold it, whoever they are (the Pulumi CLI does the same).
 * {@link https://github.com/pulumi/pulumi/blob/master/pkg/backend/diy/lock.go}
 * @param folder the stack's folder of locks
 * @throws StackLockedError that names who holds it
 */
export async function takeLock(folder: string, stack: string): Promise<StackLock> {
  const cleared: LockHolder[] = [];
  await makeFolder(folder);
  for (let attempt = 1; ; attempt++) {
    await refuseIfHeld(folder, stack, cleared);
    const own = await writeLock(folder);
    const others = (await readLocks(folder)).filter(({ file }) => file !== own);
    if (others.length === 0) return { cleared, release: () => remove(own, folder) };
    await rm(own, { force: true });
    if (attempt === attempts) throw new StackLockedError(stack, others);
    await wait(5 + Math.random() * 20 * attempt);
  }
}

async function refuseIfHeld(folder: string, stack: string, cleared: LockHolder[]): Promise<void> {
  const live: LockHolder[] = [];
  for (const holder of await readLocks(folder)) {
    if (isAlive(holder)) {
      live.push(holder);
    } else {
      await rm(holder.file, { force: true });
      cleared.push(holder);
    }
  }
  if (live.length > 0) throw new StackLockedError(stack, live);
}

/** It appears with its content: made beside the folder of locks, where nobody takes it for one. */
async function writeLock(folder: string): Promise<string> {
  const name = `${randomUUID()}.json`;
  const temporary = join(dirname(folder), `${name}.tmp`);
  await writeSynced(temporary, [Buffer.from(JSON.stringify(ownContent()))]);
  const own = join(folder, name);
  await rename(temporary, own);
  await syncFolder(folder);
  return own;
}

function ownContent(): z.infer<typeof lockContent> {
  const timestamp = new Date().toISOString();
  return { pid: process.pid, username: userInfo().username, hostname: hostname(), timestamp };
}

async function remove(file: string, folder: string): Promise<void> {
  await rm(file, { force: true });
  await syncFolder(folder);
}

/** All locks on a stack. One that vanishes while it is read is gone; one that cannot be read counts. */
export async function readLocks(folder: string): Promise<LockHolder[]> {
  const names = (await listFolder(folder)).filter((name) => name.endsWith(".json"));
  const holders = await Promise.all(names.map((name) => readLock(join(folder, name))));
  return holders.filter((holder) => holder !== undefined);
}

async function readLock(file: string): Promise<LockHolder | undefined> {
  const text = await readIfThere(file);
  if (text === undefined) return undefined;
  try {
    return { ...lockContent.parse(JSON.parse(text)), file };
  } catch {
    return { pid: 0, username: "unknown", hostname: "unknown", timestamp: "an unknown time", file };
  }
}

/** Whether the process may still live. On another machine nobody can tell: it counts as alive. */
function isAlive(holder: LockHolder): boolean {
  if (holder.hostname !== hostname()) return true;
  try {
    process.kill(holder.pid, 0);
    return true;
  } catch (error) {
    // Not permitted to signal it: it lives, and is somebody else's.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
