import { type Emulator, startEmulator } from "@dialer/emulator";
import { Command } from "commander";
import type { Measured } from "../measure.ts";
import { milliseconds, numbers, wholeNumber } from "../options.ts";
import { BenchProject } from "../project.ts";
import { type Cell, printTable } from "../table.ts";
import { listRequests, type Traffic, watched } from "../traffic.ts";
import {
  type Delays,
  functions,
  type Least,
  least,
  type Step,
  usualDelays,
  writeClients,
  writeFiles,
  writeFunction,
} from "./network.ts";
import { compareDeployTools, toolsFolder } from "./service.ts";

const program = new URL("program.ts", import.meta.url).href;

interface Options extends Delays {
  clients: number[];
  parallel: number;
  requests: boolean;
  twilioRun: string | false;
}

/** `npm run bench -- provider`: the life of a network on a Twilio that takes its time, beside the least it could take. */
export async function run(args: string[]): Promise<void> {
  const command = new Command("provider")
    .description("requests and time of the provider, beside the least that could do")
    .option("--clients <list>", "numbers of clients; the last of them comes later", numbers, [10, 100, 1_000])
    .option("--parallel <count>", "how many resources are worked on at once", wholeNumber, 50)
    .option("--latency-ms <ms>", "how long each request takes", milliseconds, usualDelays.latencyMs)
    .option("--build-ms <ms>", "how long a build takes", milliseconds, usualDelays.buildMs)
    .option("--requests", "list the requests of each step by kind", false)
    .option("--twilio-run <folder>", "where npm has installed twilio-run", toolsFolder)
    .option("--no-twilio-run", "leave out the comparison with it")
    .parse(args, { from: "user" });
  const options = command.opts<Options>();
  for (const clients of options.clients) await measureNetwork(clients, options);
  if (options.twilioRun !== false) await compareDeployTools(options.twilioRun);
}

interface Row {
  step: Step;
  measured: Measured;
  traffic: Traffic;
  least: Least;
}

async function measureNetwork(clients: number, options: Options): Promise<void> {
  const { parallel, requests } = options;
  const emulator = await startEmulator(options);
  const project = new BenchProject({
    program: `export * from ${JSON.stringify(program)};\n`,
    provider: { name: "twilio", path: "packages/provider" },
    env: emulator.env,
    parallel,
  });
  try {
    writeFiles(project);
    writeClients(project, clients - 1);
    const alone = await project.alone();
    const rows = await measureSteps(project, emulator, clients, least(clients, parallel, options));
    print(clients, options, alone, rows);
    if (requests) for (const { step, traffic } of rows) console.log(`\n${step}\n${listRequests(traffic)}`);
  } finally {
    project.remove();
    await emulator.close();
  }
}

async function measureSteps(
  project: BenchProject,
  emulator: Emulator,
  clients: number,
  bounds: Record<Step, Least>,
): Promise<Row[]> {
  const rows: Row[] = [];
  const stack = await project.stack();
  const measure = async (step: Step, work: () => Promise<Measured>) => {
    const { result, traffic } = await watched(emulator, work);
    rows.push({ step, measured: result, traffic, least: bounds[step] });
  };
  await measure("first up", () => stack.up());
  await measure("preview", () => stack.preview("--expect-no-changes"));
  await measure("drift check", () => stack.refresh("--preview-only", "--expect-no-changes"));
  writeClients(project, clients);
  await measure("one client", () => stack.up());
  writeFunction(project, functions[0] ?? "", "second");
  await measure("one function", () => stack.up());
  await measure("destroy", () => stack.destroy());
  return rows;
}

/** A destroy and a drift check run no program: the network alone bounds them. */
const withoutProgram: readonly Step[] = ["drift check", "destroy"];

function print(clients: number, { parallel, latencyMs }: Options, alone: Measured, rows: Row[]): void {
  const title =
    `${clients} clients, ${parallel} at once, ${latencyMs} ms a request; ` +
    `the program alone: ${alone.wall.toFixed(2)} s, ${alone.usage.program.seconds.toFixed(2)} s of processor time`;
  const cells = rows.map(({ step, measured, traffic, least }): Cell[] => {
    const { program, engine, provider } = measured.usage;
    const bound = withoutProgram.includes(step) ? least.seconds : Math.max(least.seconds, alone.wall);
    const own = engine.seconds + provider.seconds;
    return [
      step,
      `${traffic.writes} (${least.writes})`,
      `${traffic.reads} (${least.reads})`,
      `${traffic.connections} (${traffic.inFlight})`,
      measured.wall,
      bound,
      `${(measured.wall / bound).toFixed(2)} x`,
      program.seconds,
      own,
      program.seconds === 0 ? "–" : `${(own / program.seconds).toFixed(2)} x`,
      `${(own / alone.usage.program.seconds).toFixed(2)} x`,
    ];
  });
  printTable(title, head, cells);
}

const head = [
  "step",
  "writes (least)",
  "reads (least)",
  "connections (in flight)",
  "wall s",
  "bound s",
  "to bound",
  "cpu program s",
  "cpu engine and provider s",
  "to program's",
  "to program's alone",
];
