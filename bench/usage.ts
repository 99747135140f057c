import { renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Loaded into every Node process of a measured command: notes what the process has used so far in the folder
 * BENCH_USAGE, now and then and at its end. Engines kill their plugins, so the last note of those is up to an interval old.
 */
const folder = process.env.BENCH_USAGE;
const intervalMs = 50;

function note(): void {
  if (folder === undefined) return;
  const { user, system } = process.cpuUsage();
  const { maxRSS } = process.resourceUsage();
  const usage = { script: process.argv[1] ?? "", seconds: (user + system) / 1e6, megabytes: maxRSS / 1024 };
  const file = join(folder, `${process.pid}.json`);
  // Renamed, so that one who is killed while he writes leaves the note before.
  writeFileSync(`${file}.new`, JSON.stringify(usage));
  renameSync(`${file}.new`, file);
}

process.on("exit", note);
setInterval(note, intervalMs).unref();
