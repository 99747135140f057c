import type { Command } from "commander";
import type { Backend } from "../backend/backend.ts";
import { parseStackReference, qualifiedName, type StackReference } from "../backend/reference.ts";
import { rootStackType } from "../state/urn.ts";
import { type Stack, stackToCreate } from "../workspace/stack.ts";
import {
  NoStackSelectedError,
  requireProject,
  selectedStack,
  selectStack,
  type Workspace,
} from "../workspace/workspace.ts";
import {
  ago,
  ask,
  commandStack,
  commandWorkspace,
  confirm,
  type GlobalOptions,
  type Io,
  isInteractive,
  print,
  printJson,
  table,
  whileLocked,
} from "./io.ts";
import { type RemoveStackOptions, removeStack } from "./remove-stack.ts";
import { registerStackHistoryCommand } from "./stack-history.ts";
import { registerStackOutputCommand } from "./stack-output.ts";
import { registerStackShow } from "./stack-show.ts";
import { registerStackTransferCommands } from "./stack-transfer.ts";

/** `stack`: stacks as a whole. */
export function registerStackCommands(program: Command, io: Io): void {
  const stack = program.command("stack").description("manage stacks and look at their state");
  registerStackShow(stack, io);
  registerInit(stack, io);
  registerList(stack, io);
  registerSelect(stack, io);
  registerRemove(stack, io);
  registerStackOutputCommand(stack, io);
  registerStackTransferCommands(stack, io);
  registerStackHistoryCommand(stack, io);
}

function registerInit(stack: Command, io: Io): void {
  stack
    .command("init [name]")
    .aliases(["new", "create"])
    .description("make an empty stack and select it; its file gets a key for secrets")
    .option("--no-select", "leave the selection as it is")
    .action(async (named: string | undefined, { select }: { select: boolean }, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions>();
      const workspace = await commandWorkspace(io, command);
      const name = named ?? options.stack;
      if (name === undefined) throw new Error("name the stack to make: `stack init <name>`");
      const reference = parseStackReference(name, requireProject(workspace).name);
      const fresh = stackToCreate(workspace, reference, options.configFile);
      await whileLocked(io, fresh, async () => {
        if (await fresh.store.exists()) throw new Error(`the stack ${fresh.qualifiedName} already exists`);
        await fresh.create();
      });
      if (select) await selectStack(workspace, fresh.qualifiedName);
      print(io, `Created stack '${reference.name}'`);
    });
}

function registerList(stack: Command, io: Io): void {
  stack
    .command("ls")
    .alias("list")
    .description("list the project's stacks")
    .option("-a, --all", "those of every project")
    .option("-p, --project <name>", "those of another project")
    .option("-j, --json", "as JSON")
    .action(async (options: { all?: boolean; project?: string; json?: boolean }, command: Command) => {
      const workspace = await commandWorkspace(io, command);
      const project = options.all ? undefined : (options.project ?? requireProject(workspace).name);
      const references = await workspace.backend.stacks(project);
      const current = await selectedStack(workspace);
      const summaries = await Promise.all(references.map((each) => summarize(workspace.backend, each)));
      const rows = summaries.map(({ reference, ...rest }) => ({
        ...rest,
        name: reference.project === workspace.project?.name ? reference.name : qualifiedName(reference),
        current: qualifiedName(reference) === current,
      }));
      if (options.json) return printJson(io, rows.map(jsonRow));
      const cells = rows.map((row) => [
        row.current ? `${row.name}*` : row.name,
        row.lastUpdate === undefined ? "n/a" : ago(row.lastUpdate),
        String(row.resourceCount ?? "n/a"),
      ]);
      print(io, table(["NAME", "LAST UPDATE", "RESOURCE COUNT"], cells));
    });
}

interface Summary {
  reference: StackReference;
  lastUpdate?: Date;
  resourceCount?: number;
}

async function summarize(backend: Backend, reference: StackReference): Promise<Summary> {
  const stored = await backend.stack(reference).read();
  if (stored === undefined) return { reference };
  const { manifest, resources } = stored.deployment;
  return { reference, lastUpdate: new Date(manifest.time), resourceCount: resources?.length ?? 0 };
}

function jsonRow({
  name,
  current,
  lastUpdate,
  resourceCount,
}: Omit<Summary, "reference"> & { name: string; current: boolean }) {
  return { name, current, lastUpdate: lastUpdate?.toISOString(), resourceCount };
}

function registerSelect(stack: Command, io: Io): void {
  stack
    .command("select [name]")
    .description("choose the stack that commands work on when none is named")
    .option("-c, --create", "make it if there is none")
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

function registerRemove(stack: Command, io: Io): void {
  stack
    .command("rm [name]")
    .aliases(["remove", "delete"])
    .description("remove a stack that has no resources any more, with its history and its file")
    .option("-f, --force", "even if it has resources: they stay in the world, unmanaged")
    .option("-y, --yes", "do not ask")
    .option("--preserve-config", "keep Pulumi.<stack>.yaml")
    .option("--remove-backups", "remove the backups of its state too")
    .action(async (named: string | undefined, options: RemoveOptions, command: Command) => {
      const condemned = await commandStack(io, command, named);
      const { name } = condemned.reference;
      await confirm(io, command, `This will permanently remove the '${name}' stack!`, name);
      await whileLocked(io, condemned, async () => {
        if (!options.force && (await hasResources(condemned))) {
          throw new Error(
            `'${name}' still has resources: \`destroy\` them first, or pass --force to leave them unmanaged`,
          );
        }
        await removeStack(await commandWorkspace(io, command), condemned, options);
      });
      print(io, `Stack '${name}' has been removed!`);
    });
}

interface RemoveOptions extends RemoveStackOptions {
  force?: boolean;
}

/** The resource that stands for the stack itself does not count. */
async function hasResources({ store }: Stack): Promise<boolean> {
  const resources = (await store.read())?.deployment.resources ?? [];
  return resources.length > 1 || resources.some(({ type }) => type !== rootStackType);
}
