import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Emulator, startEmulator } from "@dialer/emulator";
import { measure } from "../measure.ts";
import { BenchProject, type BenchStack } from "../project.ts";
import { type Cell, printTable } from "../table.ts";
import { watched } from "../traffic.ts";
import { assets, functions, pinFile, usualDelays, writeFiles, writeFunction } from "./network.ts";

const program = new URL("service-program.ts", import.meta.url).href;

/** Where `twilio-run` is looked for unless told: it brings a hundred megabytes, too many for a development dependency. */
export const toolsFolder = join(tmpdir(), "bench-tools");

const steps = ["first", "unchanged", "one function", "promote"] as const;

interface Took {
  requests: number;
  wall: number;
  cpu: number;
}

/** A way to deploy the service part of the network: does each of the steps in their order. */
type Deployer = (emulator: Emulator) => Promise<Record<(typeof steps)[number], Took>>;

/** The service part of the network beside `twilio-run deploy` and `promote`, on a Twilio that takes its time. */
export async function compareDeployTools(folder: string): Promise<void> {
  const script = join(folder, "node_modules", "twilio-run", "bin", "twilio-run.js");
  if (!existsSync(script)) {
    console.log(
      `\nSKIPPED, 4 steps beside twilio-run: it is not in ${folder}. To compare: npm install --prefix ${folder} twilio-run`,
    );
    return;
  }
  const here = await withEmulator(deployHere);
  const there = await withEmulator((emulator) => deployThere(emulator, script));
  const rows = steps.map((step): Cell[] => [
    step,
    here[step].requests,
    there[step].requests,
    here[step].wall,
    there[step].wall,
    `${(here[step].wall / there[step].wall).toFixed(2)} x`,
    here[step].cpu,
    there[step].cpu,
  ]);
  printTable("The service part alone, here and with twilio-run", head, rows);
}

const head = [
  "step",
  "requests",
  "twilio-run",
  "wall s",
  "twilio-run s",
  "to twilio-run",
  "cpu s",
  "twilio-run s",
];

async function withEmulator<T>(work: (emulator: Emulator) => Promise<T>): Promise<T> {
  const emulator = await startEmulator(usualDelays);
  try {
    return await work(emulator);
  } finally {
    await emulator.close();
  }
}

const deployHere: Deployer = async (emulator) => {
  const project = new BenchProject({
    program: `export * from ${JSON.stringify(program)};\n`,
    provider: { name: "twilio", path: "packages/provider" },
    env: emulator.env,
  });
  const took = async (stack: BenchStack): Promise<Took> => {
    const { result, traffic } = await watched(emulator, () => stack.up());
    const { engine, program, provider } = result.usage;
    const cpu = engine.seconds + program.seconds + provider.seconds;
    return { requests: traffic.reads + traffic.writes, wall: result.wall, cpu };
  };
  try {
    writeFiles(project);
    const stack = await project.stack();
    const pin = async () => project.write(pinFile, (await stack.output("buildSid")).trim());
    const first = await took(stack);
    const unchanged = await took(stack);
    await pin();
    await stack.up();
    writeFunction(project, functions[0] ?? "", "second");
    const changed = await took(stack);
    await pin();
    return { first, unchanged, "one function": changed, promote: await took(stack) };
  } finally {
    project.remove();
  }
};

async function deployThere(emulator: Emulator, script: string): ReturnType<Deployer> {
  const project = new BenchProject({ program: "", provider: { name: "twilio", path: "packages/provider" } });
  const env = {
    ...process.env,
    ...(await emulator.proxyEnvironment()),
    HOME: join(project.folder, "home"),
    CI: "true",
  };
  const run = async (...args: string[]): Promise<Took> => {
    const command = { command: process.execPath, args: [script, ...args], cwd: project.folder, env };
    const { result, traffic } = await watched(emulator, () => measure(command));
    return { requests: traffic.reads + traffic.writes, wall: result.wall, cpu: result.usage.engine.seconds };
  };
  const deploy = ["deploy", "--service-name", "bench", "--environment", "dev", "--runtime", "node22"];
  try {
    mkdirSync(join(project.folder, "home"));
    writeFiles(project);
    // Its files say by their names who may call them.
    for (const path of [...functions, ...assets])
      project.rename(path, path.replace(/\.js$/, ".protected.js"));
    writeFileSync(
      join(project.folder, ".env"),
      `ACCOUNT_SID=${emulator.accountSid}\nAUTH_TOKEN=${emulator.authToken}\n`,
    );
    const first = await run(...deploy);
    const unchanged = await run(...deploy);
    const service = emulator.requests.flatMap(({ path }) => /ZS[0-9a-f]{32}/.exec(path) ?? [])[0] ?? "";
    const promote = ["promote", "--service-sid", service, "--source-environment", "dev", "--to", "prod"];
    await run(...promote, "--create-environment");
    writeFunction(project, (functions[0] ?? "").replace(/\.js$/, ".protected.js"), "second");
    const changed = await run(...deploy);
    return { first, unchanged, "one function": changed, promote: await run(...promote) };
  } finally {
    project.remove();
  }
}
