import { expect, it, onTestFinished } from "vitest";
import { CrashLab } from "./lab.ts";
import { crashes } from "./main.ts";

it("an engine that is killed leaves no process at work; one `up` sets everything right, nothing doubled or lost", async () => {
  const lab = await CrashLab.start();
  onTestFinished(() => lab.close());
  for (const { wanted, requests } of crashes(3, 7)) {
    expect((await lab.crash(wanted, requests)).lateRequests).toBe(0);
    await lab.recover(wanted);
    expect(await lab.faults(wanted)).toEqual([]);
  }
}, 900_000);
