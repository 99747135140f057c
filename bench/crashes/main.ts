import { Command } from "commander";
import { wholeNumber } from "../options.ts";
import { printTable } from "../table.ts";
import { CrashLab, type Wanted } from "./lab.ts";

/**
 * Kills the engine (`kill -9`) in the middle of an `up`, so many times, and expects that one `up` sets everything right: as the
 * account says to Twilio's own client, nothing is doubled, lost or left over.
 */
export async function run(args: string[]): Promise<void> {
  const command = new Command("crashes")
    .option("--times <n>", "how often it is killed", wholeNumber, 200)
    .option("--seed <n>", "of the moments", wholeNumber, 1)
    .parse(args, { from: "user" });
  const { times, seed } = command.opts<{ times: number; seed: number }>();
  const counts = { killed: 0, "ended before": 0, recovered: 0, "requests after death": 0 };
  let lab: CrashLab | undefined;
  try {
    for (const { wanted, requests } of crashes(times, seed)) {
      if (wanted.lists === 1) {
        await lab?.close();
        lab = undefined;
      }
      lab ??= await CrashLab.start();
      const { killed, lateRequests } = await lab.crash(wanted, requests);
      counts[killed ? "killed" : "ended before"]++;
      counts["requests after death"] += lateRequests;
      await lab.recover(wanted);
      const faults = await lab.faults(wanted);
      if (faults.length > 0) {
        const where = `seed ${seed}, crash ${counts.killed + counts["ended before"]}, after ${requests} requests`;
        throw new Error(`${where}:\n${faults.join("\n")}`);
      }
      counts.recovered++;
    }
  } finally {
    printTable(`Crashes (seed ${seed})`, Object.keys(counts), [Object.values(counts)]);
    await lab?.close();
  }
}

/**
 * Moments at which to die, and what was wanted then: one list more each time, four at most, then from nothing again. (Fewer
 * are never wanted: what was taken over after a crash stays in place when it is deleted, as the provider says.)
 */
export function* crashes(times: number, seed: number): Generator<{ wanted: Wanted; requests: number }> {
  let state = seed;
  const random = (below: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
  for (let time = 0; time < times; time++) {
    const wanted = { lists: 1 + (time % 4), word: `word-${random(3)}` };
    yield { wanted, requests: 1 + random(4 + 6 * wanted.lists) };
  }
}
