import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { readLocks, StackLockedError, takeLock } from "./lock.ts";

let folder = "";
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), "lock-")), "locks");
});
afterEach(() => rmSync(join(folder, ".."), { recursive: true }));

function leaveLock(content: object | string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "left.json"), typeof content === "string" ? content : JSON.stringify(content));
}
const holder = { username: "ann", hostname: hostname(), timestamp: "2026-01-01T00:00:00Z" };

it("a stack is held by one; the other is told by whom", async () => {
  const lock = await takeLock(folder, "s");
  const refused = await takeLock(folder, "s").catch((error) => error);
  expect(refused).toBeInstanceOf(StackLockedError);
  expect(refused.message).toMatch(
    new RegExp(`s is locked[\\s\\S]*@${hostname()}, process ${process.pid}, since 20`),
  );
  await lock.release();
  expect(readdirSync(folder)).toEqual([]);
  await (await takeLock(folder, "s")).release();
});

it("of many that start at once, never two hold it, and one gets it", async () => {
  let held = 0;
  const attempts = Array.from({ length: 8 }, async () => {
    const lock = await takeLock(folder, "s");
    expect(++held).toBe(1);
    return lock;
  });
  const results = await Promise.allSettled(attempts);
  expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  for (const result of results) {
    if (result.status === "rejected") expect(result.reason).toBeInstanceOf(StackLockedError);
  }
  expect(await readLocks(folder)).toHaveLength(1);
});

it("the lock of a dead process of this machine is cleared, and reported", async () => {
  const { pid } = spawnSync(process.execPath, ["-e", ""]);
  leaveLock({ ...holder, pid });
  const lock = await takeLock(folder, "s");
  expect(lock.cleared).toMatchObject([{ pid, username: "ann" }]);
  expect(await readLocks(folder)).toHaveLength(1);
  await lock.release();
});

it.each([
  [
    "a process of another machine",
    { ...holder, hostname: "elsewhere", pid: 1 },
    /ann@elsewhere, process 1, .*: whether it lives cannot be told/,
  ],
  ["a process of somebody else", { ...holder, pid: 1 }, /process 1, .*: that process lives/],
  ["nobody knows who", "not a lock", /unknown/],
])("the lock of %s holds", async (_, content, message) => {
  leaveLock(content);
  await expect(takeLock(folder, "s")).rejects.toThrow(message);
  expect(readdirSync(folder)).toEqual(["left.json"]);
});
