import { Command } from "commander";
import { placeCallsAtOnce } from "../../test/load.ts";
import { TestNetwork } from "../../test/network.ts";
import { wholeNumber } from "../options.ts";
import { printTable } from "../table.ts";

interface Options {
  calls: number;
  rounds: number;
}

/** `npm run bench -- calls`: the deployed network under many calls at once. */
export async function run(args: string[]): Promise<void> {
  const { calls, rounds } = new Command("calls")
    .description(
      "calls of all kinds at once through the deployed network, a minute each: how many are lost, what one costs",
    )
    .option(
      "--calls <count>",
      "how many at once, at most 450: the emulator keeps the traces of 1,000",
      atMost(450),
      200,
    )
    .option("--rounds <count>", "how often", wholeNumber, 10)
    .parse(args, { from: "user" })
    .opts<Options>();
  const network = await TestNetwork.start({ functionTimeoutMs: 60_000 });
  try {
    await network.up("stage", "prod");
    const accounts = await network.phones("prod");
    for (const account of Object.values(accounts)) network.emulator.phones.register(account);
    const rows: number[][] = [];
    for (let round = 1; round <= rounds; round++) {
      const [start, usage] = [performance.now(), process.cpuUsage()];
      const { lost, twice, alerts } = await placeCallsAtOnce(network.emulator, accounts, calls);
      const { user, system } = process.cpuUsage(usage);
      const seconds = (performance.now() - start) / 1_000;
      rows.push([
        round,
        calls,
        lost.length,
        twice.length,
        alerts.length,
        seconds,
        (user + system) / 1_000 / calls,
      ]);
    }
    const head = ["round", "calls", "lost", "answered twice", "alerts", "seconds", "processor ms a call"];
    printTable(`${calls} calls at once, a minute each`, head, rows);
  } finally {
    await network.close();
  }
}

function atMost(most: number) {
  return (text: string) => Math.min(most, wholeNumber(text));
}
