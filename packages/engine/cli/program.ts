import { Command, CommanderError, Option } from "commander";
import { pulumiVersion } from "../state/deployment.ts";
import { registerCancelCommand } from "./cancel-command.ts";
import { registerConfigCommands } from "./config-commands.ts";
import { registerDeploymentCommands } from "./deployment-commands.ts";
import { exitCodeOf, exitCodes } from "./exit.ts";
import { registerImportCommand } from "./import-command.ts";
import type { Io } from "./io.ts";
import { withoutSwitches } from "./options.ts";
import { refuseOthers, UnsupportedFlagError } from "./refusals.ts";
import { registerStackCommands } from "./stack-commands.ts";
import { registerStateCommands } from "./state-commands.ts";

/** The engine's command line: the Pulumi CLI's own commands and flags, as many as it has. */
export function createProgram(io: Io): Command {
  const program = new Command("pulumi")
    .description("Runs Pulumi programs where no Pulumi CLI can be installed")
    .version(pulumiVersion, "--version")
    .option("-C, --cwd <folder>", "run as if started in this folder")
    .option("-s, --stack <name>", "the stack to work on; default: the selected one")
    .option("--config-file <file>", "use this file instead of Pulumi.<stack>.yaml")
    .option("--non-interactive", "never ask anything")
    .addOption(
      new Option("--color <when>", "colours in the output")
        .choices(["always", "never", "raw", "auto"])
        .default("auto"),
    )
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({ writeOut: (text) => io.stdout.write(text), writeErr: (text) => io.stderr.write(text) })
    .showHelpAfterError()
    .exitOverride();
  registerDeploymentCommands(program, io);
  registerImportCommand(program, io);
  registerStackCommands(program, io);
  registerConfigCommands(program, io);
  registerStateCommands(program, io);
  registerCancelCommand(program, io);
  refuseOthers(program);
  return program;
}

/**
 * Runs one command to its end.
 * @param args without the names of node and the script
 * @returns the exit code; what went wrong has been written to `io.stderr`
 */
export async function run(args: string[], io: Io): Promise<number> {
  try {
    // Of `stack export` it would be a version of the state.
    if (args.indexOf("--version") > 0) throw new UnsupportedFlagError("--version");
    const program = createProgram(io);
    await program.parseAsync(withoutSwitches(program, args), { from: "user" });
    return exitCodes.success;
  } catch (error) {
    // Commander has said what was wrong, and what there is instead.
    if (error instanceof CommanderError) return error.exitCode;
    io.stderr.write(`error: ${error instanceof Error ? error.message : error}\n`);
    return exitCodeOf(error);
  }
}
