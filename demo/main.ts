/**
 * `npm run demo`: the life of a telephone network, on a Twilio that runs on this machine. `-- --keep` ends in a shell;
 * `-- --folder <folder>` says where the copy of the network is made anew (default: .demo).
 * Needs nothing but Node: no account, no Pulumi, no network.
 */
import { relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import { startEmulator, twilioClient } from "@dialer/emulator";
import { placeCalls } from "./calls.ts";
import { driftAndRepair } from "./drift.ts";
import { showInventory } from "./inventory.ts";
import { chapter, command, holds, say } from "./narration.ts";
import { keepShell } from "./shell.ts";
import { root, Workspace } from "./workspace.ts";

const { values: options } = parseArgs({
  options: { keep: { type: "boolean", default: false }, folder: { type: "string", default: ".demo" } },
});

const emulator = await startEmulator({ buildMs: 1_000 });
const workspace = new Workspace(resolve(root, options.folder), emulator.env);
const client = twilioClient(emulator);

/** Runs a command before the spectator's eyes; a failure ends the demo. */
async function run(...args: string[]): Promise<void> {
  command(`pulumi ${args.join(" ")}`);
  const { code } = await workspace.pulumi(args, { show: true });
  if (code !== 0) throw new Error(`pulumi ${args.join(" ")} ended with exit code ${code}`);
}

try {
  say(
    `A Twilio of our own listens at ${emulator.url}. What happens from here on happens there, and nowhere else.`,
  );
  say(`The network is a copy of this repository's, in ${relative(process.cwd(), workspace.directory)}.`);

  chapter("Stage comes up");
  say("Two services are built, two SIP domains and a phone are made. Everything is new.\n");
  await run("stack", "init", "stage");
  await run("up", "-s", "stage", "--yes");

  chapter("Prod gets the very build that stage has");
  say("Nothing is built for prod: it refers to stage, and owns its phones, numbers and addresses.\n");
  await run("stack", "init", "prod");
  await run("up", "-s", "prod", "--yes");

  chapter("What exists now");
  await showInventory(client);

  chapter("Calls");
  await placeCalls(emulator, workspace);

  chapter("Somebody clicks in the console");
  await driftAndRepair(client, run);

  chapter("Where everything is");
  holds("Two stacks are up, calls go where they should, and the plan is empty.");
  say(`
  the network            ${relative(process.cwd(), workspace.directory)} (a copy: edit what you like)
  its state              ${options.folder}/state, in Pulumi's own format, secrets encrypted
  what to read next      README.md, docs/stage-and-prod.md, docs/real-account.md

Try next:
  npm run demo -- --keep   the same, and then a shell in which pulumi and calls go on working
  npm test                 everything that holds, proven
`);
  if (options.keep) await keepShell(emulator, workspace);
} catch (error) {
  process.stderr.write(`\nThe demo stopped: ${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
} finally {
  await emulator.close();
}
