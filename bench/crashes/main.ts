import { Command } from "commander";
import { wholeNumber } from "../options.ts";
import { printTable } from "../table.ts";
import { CrashLab, type Moment, type Wanted } from "./lab.ts";

/** After so many kills a line says how far it is. */
const progressEvery = 10;
/** So many lists a network grows to, one a kill, before the next begins. */
const mostLists = 6;

/**
 * Kills the engine (`kill -9`) in the middle of an `up`, so many times, and expects that one `up` sets everything right: as the
 * account says to Twilio's own client, nothing is doubled, lost or left over. Ctrl-C ends it with the table of what was seen.
 */
export async function run(args: string[]): Promise<void> {
  const command = new Command("crashes")
    .option("--times <n>", "how often it is killed", wholeNumber, 200)
    .option("--seed <n>", "of the moments", wholeNumber, 1)
    .parse(args, { from: "user" });
  const { times, seed } = command.opts<{ times: number; seed: number }>();
  const counts = { killed: 0, "ended before": 0, recovered: 0, "requests after death": 0 };
  const start = Date.now();
  let interrupted = false;
  const interrupt = () => {
    interrupted = true;
  };
  const goOn = () => !interrupted && counts.killed < times;
  process.once("SIGINT", interrupt);
  try {
    for (let network = seed; goOn(); network++) {
      for await (const { killed, lateRequests } of survivals(network)) {
        counts[killed ? "killed" : "ended before"]++;
        counts["requests after death"] += lateRequests;
        counts.recovered++;
        if (killed && counts.killed % progressEvery === 0) {
          const seconds = Math.round((Date.now() - start) / 1000);
          console.error(`killed ${counts.killed} of ${times}, recovered ${counts.recovered}, ${seconds} s`);
        }
        if (!goOn()) break;
      }
    }
  } catch (error) {
    // What Ctrl-C broke off is no fault.
    if (!interrupted) throw error;
  } finally {
    if (interrupted) process.exitCode = 130;
    process.removeListener("SIGINT", interrupt);
    printTable(`Crashes (seed ${seed})`, Object.keys(counts), [Object.values(counts)]);
  }
}

/** The crashes of one network, each survived. @throws Error that says which was not, and how to see it again */
async function* survivals(seed: number): AsyncGenerator<{ killed: boolean; lateRequests: number }> {
  const lab = await CrashLab.start();
  try {
    for (const { wanted, moment } of crashes(seed)) {
      try {
        const crash = await lab.crash(wanted, moment);
        await lab.recover(wanted);
        yield crash;
      } catch (error) {
        const { requests, milliseconds } = moment;
        const when = `with ${wanted.lists} lists, killed ${milliseconds} ms after ${requests} requests`;
        throw new Error(`--seed ${seed}, ${when}: ${String(error)}`, { cause: error });
      }
    }
  } finally {
    await lab.close();
  }
}

/**
 * What a network is to be, and when the engine that makes it so dies: one list more each time, and another name for all domains.
 * (Fewer lists are never wanted: what was taken over after a crash stays in place when it is deleted, as the provider says.)
 */
function* crashes(seed: number): Generator<{ wanted: Wanted; moment: Moment }> {
  let state = seed;
  const random = (below: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
  for (let lists = 1; lists <= mostLists; lists++) {
    // Such an `up` sends five requests for the list and what belongs to it, and one for each domain.
    const moment = { requests: 1 + random(5 + lists), milliseconds: random(10) };
    yield { wanted: { lists, word: `word-${lists}` }, moment };
  }
}
