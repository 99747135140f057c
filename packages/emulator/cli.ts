import { Command, InvalidArgumentError, Option } from "commander";
import { addControlCommands } from "./control-command.ts";
import { type EmulatorOptions, startEmulator } from "./index.ts";
import { addMessageCommand } from "./messages/command.ts";
import { regions } from "./rest/address.ts";
import { addVoiceCommands } from "./voice/command.ts";

interface StartOptions
  extends Pick<
    EmulatorOptions,
    "port" | "seed" | "accountSid" | "authToken" | "region" | "seedFile" | "allowLocalWebhooks"
  > {
  state?: string;
  latency: number;
  build: number;
  emergency: number;
  message: number;
}

const number = (value: string): number => {
  const parsed = Number(value);
  if (!Number.isInteger(parsed) || parsed < 0)
    throw new InvalidArgumentError("must be a whole number, 0 or more");
  return parsed;
};

/** The emulator's command line: it starts one, or uses one that is running (`call`, `sms`, `fault`, `export` ...). */
export function emulatorCommand(): Command {
  const program = new Command("emulator").description("a Twilio of one's own, on this machine");
  program
    .command("start", { isDefault: true })
    .description("start it, print what a shell needs to use it, and stay until Ctrl-C")
    .option("--port <port>", "port on 127.0.0.1; 0 for a free one", number, 4010)
    .option("--state <folder>", "keep everything there from run to run; memory when left out")
    .option("--seed-file <file>", "YAML or JSON of what is there at first (see the README)")
    .option("--seed <text>", "SIDs and chances follow from it")
    .option("--account-sid <sid>", "made from the seed when left out")
    .option("--auth-token <token>", "made from the seed when left out")
    .addOption(new Option("--region <region>", "where the account is; any when left out").choices(regions))
    .option("--latency <ms>", "how long each API request takes at least", number, 0)
    .option("--build <ms>", "how long a build takes", number, 1_000)
    .option("--emergency <ms>", "how long the registration of an emergency address takes", number, 1_000)
    .option("--message <ms>", "how long a message is on its way", number, 100)
    .option("--allow-local-webhooks", "let webhooks ask servers on this machine", false)
    .action(start);
  addVoiceCommands(program);
  addMessageCommand(program);
  addControlCommands(program);
  return program;
}

async function start(given: StartOptions): Promise<void> {
  const { state, latency, build, emergency, message, ...options } = given;
  const ended = stopped();
  const emulator = await startEmulator({
    ...options,
    ...(state === undefined ? {} : { stateFolder: state }),
    latencyMs: latency,
    buildMs: build,
    emergencyMs: emergency,
    messageMs: message,
  });
  const print = (variables: object) => {
    for (const [name, value] of Object.entries(variables)) process.stdout.write(`export ${name}=${value}\n`);
  };
  process.stdout.write("# for this project's own tools:\n");
  print(emulator.env);
  process.stdout.write("# for clients that know nothing of an emulator, such as twilio-cli and curl:\n");
  print(await emulator.proxyEnvironment());
  if (options.region !== undefined) print({ TWILIO_REGION: options.region });
  await ended;
  await emulator.close();
}

/** Settles when somebody asks the process to end. */
const stopped = () =>
  new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
