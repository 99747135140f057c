import type { Command } from "commander";
import { describeHolder } from "../backend/lock.ts";
import { commandStack, confirm, type GlobalOptions, type Io, isInteractive, print } from "./io.ts";

/** `cancel`: takes away a stack's lock. */
export function registerCancelCommand(program: Command, io: Io): void {
  program
    .command("cancel [stack]")
    .description("remove the lock of an update that will never end; one that runs loses its protection")
    .option("-y, --yes", "do not ask")
    .action(async (named: string | undefined, _options: unknown, command: Command) => {
      const stack = await commandStack(io, command, named);
      if (isInteractive(io, command.optsWithGlobals<GlobalOptions>())) {
        const warning = `This removes the lock of ${stack.qualifiedName}, even if an update still runs!`;
        await confirm(io, command, warning, stack.reference.name);
      }
      const holders = await stack.store.clearLocks();
      for (const holder of holders) print(io, `Removed the lock held ${describeHolder(holder)}`);
      print(io, `The currently running update for '${stack.reference.name}' has been canceled!`);
    });
}
