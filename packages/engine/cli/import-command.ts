import { readFile, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { Command } from "commander";
import { parseJson } from "../backend/stack-store.ts";
import { packageOf } from "../deploy/urn.ts";
import type { ResourceState } from "../state/resource.ts";
import { providerSources } from "../workspace/project.ts";
import type { Stack } from "../workspace/stack.ts";
import { deploy } from "./deploy-stack.ts";
import { running } from "./deployment-commands.ts";
import type { DeploymentFlags } from "./deployment-flags.ts";
import { importCode, type PackageSchema, parseSchema } from "./import-code.ts";
import { type ImportFile, importOne, planImport } from "./import-file.ts";
import { commandStack, type GlobalOptions, type Io, print, workingFolder } from "./io.ts";

interface ImportFlags extends DeploymentFlags {
  file?: string;
  parent?: string;
  provider?: string;
  protect: string;
  generateCode: string;
  out?: string;
}

/** `import`: takes what exists already into the state, and writes the code that declares it. */
export function registerImportCommand(program: Command, io: Io): void {
  running(program.command("import [type] [name] [id]"), "take what exists already into the state")
    .option("-f, --file <file>", "what to import, many at once, from a file of JSON")
    .option("--parent <name=urn>", "the parent, and what the code calls it")
    .option("--provider <name=urn>", "the provider, and what the code calls it")
    .option("--protect [when]", "protect what is imported", "true")
    .option("--generate-code [when]", "write the code that declares what is imported", "true")
    .option("-o, --out <file>", "write the code to a file")
    .option("-y, --yes", "go on without asking")
    .option("--skip-preview", "do not show beforehand what would be imported")
    .option("--preview-only", "only show what would be imported")
    .action(async (type: string, name: string, id: string, flags: ImportFlags, command: Command) => {
      const folder = workingFolder(io, command.optsWithGlobals<GlobalOptions>());
      const stack = await commandStack(io, command);
      const { goals, names } = planImport(
        await read([type, name, id], flags, folder),
        flags.file ?? "import",
        {
          stack: stack.reference.name,
          project: stack.project.name,
          protect: isTrue(flags.protect),
        },
      );
      await deploy(io, command, "import", flags, goals);
      if (flags.previewOnly || flags.json || !isTrue(flags.generateCode)) return;
      const { resources } = await stack.lookAtState();
      const imported = resources.filter(({ urn, delete: isGoing }) => !isGoing && isGoal(urn, names, goals));
      const code = importCode(imported, await schemas(stack, imported, io.env), names);
      if (flags.out !== undefined) await writeFile(resolve(folder, flags.out), code);
      else print(io, `${explanation(isTrue(flags.protect))}\n${code}`);
    });
}

function isTrue(text: string | boolean): boolean {
  return text === true || text === "true";
}

/** True for what was asked for, not for what its name table only names. */
function isGoal(urn: string, names: ReadonlyMap<string, string>, goals: { name: string }[]): boolean {
  return names.has(urn) && goals.some(({ name }) => urn.endsWith(`::${name}`));
}

async function read(args: (string | undefined)[], flags: ImportFlags, folder: string): Promise<unknown> {
  const [type, name, id] = args;
  if (flags.file !== undefined) {
    if (type !== undefined)
      throw new Error("an inline resource may not be specified in conjunction with an import file");
    return parseJson(await readFile(resolve(folder, flags.file), "utf8"), flags.file);
  }
  if (type === undefined || name === undefined || id === undefined) {
    throw new Error("say what to import: `import <type> <name> <id>`, or --file");
  }
  const file: ImportFile = importOne([type, name, id], flags);
  return file;
}

/** What the providers say their resources are; a provider that says nothing is left out. */
async function schemas(
  stack: Stack,
  imported: ResourceState[],
  env: NodeJS.ProcessEnv,
): Promise<Map<string, PackageSchema>> {
  const { PluginHost } = await import("../plugins/host.ts");
  const packages = new Set(imported.filter(({ custom }) => custom).map(({ type }) => packageOf(type)));
  const host = new PluginHost({ root: stack.project.folder, sources: providerSources(stack.project), env });
  try {
    const found = new Map<string, PackageSchema>();
    for (const name of packages) {
      const schema = await host.schema(name);
      if (schema !== undefined) found.set(name, parseSchema(schema));
    }
    return found;
  } finally {
    host.close();
  }
}

function explanation(isProtected: boolean): string {
  const protection = isProtected
    ? "Please note that the imported resources are marked as protected. To destroy them\n" +
      "you will need to remove the `protect` option and run `up` *before* the destroy will take effect.\n"
    : "";
  return (
    "Please copy the following code into your Pulumi application. Not doing so\n" +
    `will cause Pulumi to report that an update will happen on the next update command.\n\n${protection}`
  );
}
