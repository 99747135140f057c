import { spawn } from "node:child_process";
import type { Emulator } from "@dialer/emulator";
import { chapter, say } from "./narration.ts";
import type { Workspace } from "./workspace.ts";

/** Opens a shell on the copy while the emulator runs; without a terminal, waits for a signal instead. */
export async function keepShell(emulator: Emulator, workspace: Workspace): Promise<void> {
  chapter("Yours now");
  say(`The emulator still runs at ${emulator.url}. In this shell:

  pulumi preview -s prod                                     nothing to do
  dialer trace corner 5035551212                             what a call would do, and why
  emulator call 911 --from workshop@direct-futel-prod.sip.twilio.com
  emulator call +15035550100 --from +12065550123 --presses 1
  vi assets/dialer/clients.json                              give a phone a number, add one, take one away
  pulumi up -s stage && pulumi up -s prod                    see only that happen

Leave with exit. Then everything is gone but the files in .demo.
`);
  if (!process.stdin.isTTY) {
    const exports = Object.entries(workspace.variables).map(([name, value]) => `export ${name}="${value}"`);
    say(`There is no terminal here. For another shell, in ${workspace.directory}:\n${exports.join("\n")}`);
    await new Promise<void>((resolve) => {
      for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
    });
    return;
  }
  const shell = spawn(process.env.SHELL ?? "/bin/sh", [], {
    cwd: workspace.directory,
    env: workspace.env,
    stdio: "inherit",
  });
  await new Promise<void>((resolve) => shell.on("close", () => resolve()));
}
