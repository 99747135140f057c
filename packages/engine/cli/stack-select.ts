import type { Command } from "commander";
import { parseStackReference } from "../backend/reference.ts";
import { stackToCreate } from "../workspace/stack.ts";
import {
  NoStackSelectedError,
  requireProject,
  selectedStack,
  selectStack,
  type Workspace,
} from "../workspace/workspace.ts";
import {
  ask,
  commandStack,
  commandWorkspace,
  type GlobalOptions,
  type Io,
  isInteractive,
  print,
  whileLocked,
} from "./io.ts";
import { secretsProvider } from "./options.ts";

/** `stack select` and `stack unselect`: the stack that commands work on when none is named. */
export function registerStackSelectCommands(stack: Command, io: Io): void {
  stack
    .command("select [name]")
    .description("choose the stack that commands work on when none is named")
    .option("-c, --create", "make it if there is none")
    .addOption(secretsProvider())
    .action(async (named: string | undefined, { create }: { create?: boolean }, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions>();
      const workspace = await commandWorkspace(io, command);
      const name = named ?? options.stack ?? (await chooseName(io, options, workspace));
      const chosen = stackToCreate(
        workspace,
        parseStackReference(name, requireProject(workspace).name),
        options.configFile,
      );
      if (create && !(await chosen.store.exists())) await whileLocked(io, chosen, () => chosen.create());
      await commandStack(io, command, options.stack === undefined ? name : undefined);
      await selectStack(workspace, chosen.qualifiedName);
    });
  stack
    .command("unselect")
    .description("choose none: each command is told its stack")
    .action(async (_options: unknown, command: Command) => {
      const workspace = await commandWorkspace(io, command);
      if ((await selectedStack(workspace)) === undefined) return;
      await selectStack(workspace, undefined);
      io.stderr.write("Stack was unselected\n");
    });
}

/** Has a person choose one of the project's stacks. @throws NoStackSelectedError when nobody can be asked, or answers */
async function chooseName(io: Io, options: GlobalOptions, workspace: Workspace): Promise<string> {
  const references = await workspace.backend.stacks(requireProject(workspace).name);
  const names = references.map(({ name }) => name);
  if (!isInteractive(io, options) || names.length === 0) throw new NoStackSelectedError();
  print(io, names.map((name, index) => `  ${index + 1}  ${name}`).join("\n"));
  const answer = await ask(io, "Which stack? Its name or number: ");
  const chosen = names.includes(answer) ? answer : names[Number(answer) - 1];
  if (chosen === undefined) throw new NoStackSelectedError();
  return chosen;
}
