import { openSync, writeSync } from "node:fs";
import { join } from "node:path";

/**
 * Loaded into every Node process of a measured command: notes what the process has used so far in the folder
 * BENCH_USAGE, now and then and at its end. Engines kill their plugins, so the last note of those is up to an interval old.
 */
const folder = process.env.BENCH_USAGE;
const intervalMs = 100;
/** Each note is written over the one before, in one piece and never shorter. */
const length = 1_000;

if (folder !== undefined) {
  const file = openSync(join(folder, String(process.pid)), "w");
  const note = () => {
    const { user, system } = process.cpuUsage();
    const { maxRSS } = process.resourceUsage();
    const usage = { script: process.argv[1] ?? "", seconds: (user + system) / 1e6, megabytes: maxRSS / 1024 };
    writeSync(file, JSON.stringify(usage).padEnd(length), 0);
  };
  note();
  process.on("exit", note);
  setInterval(note, intervalMs).unref();
}
