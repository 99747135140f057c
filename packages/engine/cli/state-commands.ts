import type { Command } from "commander";
import { deleteResources } from "../state/edit.ts";
import type { ResourceState, Snapshot } from "../state/resource.ts";
import {
  commandStack,
  confirm,
  type GlobalOptions,
  type Io,
  isInteractive,
  print,
  whileLocked,
} from "./io.ts";

/** `state`: edits of the state alone; nothing is changed in the world. Secrets stay closed: no passphrase is needed. */
export function registerStateCommands(program: Command, io: Io): void {
  const state = program.command("state").description("edit the state");
  registerMark(state, io, "protect", "refuse to delete or replace resources", { protect: true });
  registerMark(state, io, "unprotect", "allow resources to be deleted or replaced again", { protect: false });
  registerMark(state, io, "taint", "have resources replaced by the next `up`", { taint: true });
  registerMark(state, io, "untaint", "leave resources in place after all", { taint: undefined });
  state
    .command("delete [urn...]")
    .aliases(["rm", "remove"])
    .description("forget resources, leaving them in the world as they are")
    .option("--all", "every resource")
    .option("--force", "protected ones too")
    .option("--target-dependents", "and every resource that depends on them")
    .option("-y, --yes", "do not ask")
    .action(async (urns: string[], options: DeleteOptions, command: Command) => {
      checkSelection(urns, options);
      const deleted = await edit(io, command, (snapshot) => {
        const condemned = options.all ? snapshot.resources : urns.map((urn) => findResource(snapshot, urn));
        const before = snapshot.resources.length;
        snapshot.resources = deleteResources(snapshot.resources, condemned, options);
        return before - snapshot.resources.length;
      });
      print(io, deleted === 1 ? "Resource deleted" : `${deleted} resources deleted`);
    });
}

interface DeleteOptions {
  all?: boolean;
  force?: boolean;
  targetDependents?: boolean;
}

/** A command that says something of resources in the state. */
function registerMark(
  state: Command,
  io: Io,
  name: string,
  description: string,
  mark: Pick<Partial<ResourceState>, "protect" | "taint">,
): void {
  state
    .command(`${name} [urn...]`)
    .description(description)
    .option("--all", "every resource")
    .option("-y, --yes", "do not ask")
    .action(async (urns: string[], options: { all?: boolean }, command: Command) => {
      checkSelection(urns, options);
      await edit(io, command, (snapshot) => {
        const chosen = new Set(
          options.all
            ? snapshot.resources.filter((each) => !each.delete)
            : urns.map((urn) => findResource(snapshot, urn)),
        );
        snapshot.resources = snapshot.resources.map((each) =>
          chosen.has(each) ? { ...each, ...mark } : each,
        );
      });
      print(io, `${options.all ? "All" : urns.length} resources ${name}ed`);
    });
}

function checkSelection(urns: string[], { all }: { all?: boolean }): void {
  if (all && urns.length > 0) throw new Error("name resources or pass --all, not both");
  if (!all && urns.length === 0)
    throw new Error("name resources by their URN, or pass --all; `stack export` lists them");
}

/** Loads, changes and saves the state under the stack's lock. */
async function edit<T>(io: Io, command: Command, change: (snapshot: Snapshot) => T): Promise<T> {
  const stack = await commandStack(io, command);
  if (isInteractive(io, command.optsWithGlobals<GlobalOptions>())) {
    await confirm(io, command, `This will edit the state of ${stack.qualifiedName} directly!`, "yes");
  }
  return whileLocked(io, stack, async () => {
    const { snapshot, save } = await stack.openStateWithoutSecrets();
    const result = change(snapshot);
    await save(snapshot);
    return result;
  });
}

function findResource({ resources }: Snapshot, urn: string): ResourceState {
  const live = resources.filter((resource) => !resource.delete);
  const found = live.find((resource) => resource.urn === urn);
  if (found !== undefined) return found;
  const name = urn.split("::").at(-1) ?? urn;
  const alike = live
    .filter((resource) => resource.urn.endsWith(`::${name}`))
    .map((resource) => `  ${resource.urn}`);
  const hint = alike.length > 0 ? `Did you mean:\n${alike.join("\n")}` : "`stack export` lists the URNs.";
  throw new Error(`there is no resource "${urn}" in the state. ${hint}`);
}
