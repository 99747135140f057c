import { type Command, Option } from "commander";
import type { Backend } from "../backend/backend.ts";
import { parseStackReference, qualifiedName, type StackReference } from "../backend/reference.ts";
import { rootStackType } from "../state/urn.ts";
import { type Stack, stackToCreate } from "../workspace/stack.ts";
import { requireProject, selectedStack, selectStack } from "../workspace/workspace.ts";
import {
  ago,
  commandStack,
  commandWorkspace,
  confirm,
  flags,
  type GlobalOptions,
  type Io,
  print,
  printJson,
  table,
  whileLocked,
} from "./io.ts";
import { secretsProvider, withJson } from "./options.ts";
import { type RemoveStackOptions, removeStack } from "./remove-stack.ts";
import { registerStackHistoryCommand } from "./stack-history.ts";
import { registerStackOutputCommand } from "./stack-output.ts";
import { registerStackSelectCommands } from "./stack-select.ts";
import { registerStackShow } from "./stack-show.ts";
import { registerStackTransferCommands } from "./stack-transfer.ts";

/** `stack`: stacks as a whole. */
export function registerStackCommands(program: Command, io: Io): void {
  const stack = program.command("stack").description("manage stacks and look at their state");
  registerStackShow(stack, io);
  registerInit(stack, io);
  registerList(stack, io);
  registerStackSelectCommands(stack, io);
  registerRemove(stack, io);
  registerStackOutputCommand(stack, io);
  registerStackTransferCommands(stack, io);
  registerStackHistoryCommand(stack, io);
}

function registerInit(stack: Command, io: Io): void {
  stack
    .command("init [name]")
    .aliases(["new", "create", "setup"])
    .description("make an empty stack and select it; its file gets a key for secrets")
    .option("--no-select", "leave the selection as it is")
    .addOption(secretsProvider())
    // It is what happens anyway: nothing is asked, and a name that is missing is an error.
    .addOption(new Option("-y, --yes").hideHelp())
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
  withJson(stack.command("ls"))
    .alias("list")
    .description("list the project's stacks")
    .option("-a, --all", "those of every project")
    .option("-p, --project <name>", "those of another project")
    .action(async (_: unknown, command: Command) => {
      const options = flags<{ all?: boolean; project?: string; json?: boolean }>(command);
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
