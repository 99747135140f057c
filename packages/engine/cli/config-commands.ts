import { type Command, Option } from "commander";
import { withProjectConfig } from "../workspace/config.ts";
import { type ConfigPath, parseConfigKey, shortKey } from "../workspace/config-key.ts";
import {
  type ConfigValue,
  configText,
  containsSecure,
  isSecure,
  openSecure,
} from "../workspace/config-value.ts";
import type { Stack } from "../workspace/stack.ts";
import { type SetOptions, setValue } from "./config-values.ts";
import { commandStack, flags, type Io, print, printJson, readInput, table } from "./io.ts";
import { configJson } from "./stack-history.ts";

const pathOption = ["--path", 'the key leads into a value: list[0], outer.inner, ["a.b"]'] as const;

/** `config`: a stack's settings, in its file. */
export function registerConfigCommands(program: Command, io: Io): void {
  const config = program
    .command("config")
    .description("list the stack's configuration")
    .option("-j, --json", "as JSON")
    .option("--show-secrets", "with secrets in plain")
    .addOption(openEnvironments())
    .action(async (options: { json?: boolean; showSecrets?: boolean }, command: Command) =>
      list(io, command, options),
    );
  config
    .command("get <key>")
    .description("show one value, in plain if it is secret")
    .option(...pathOption)
    .option("-j, --json", "as JSON")
    .addOption(openEnvironments())
    .action(async (key: string, _: unknown, command: Command) => {
      const options = flags<{ path?: boolean; json?: boolean }>(command);
      const stack = await commandStack(io, command);
      const value = valueAt(allConfig(stack), parseConfigKey(key, stack.project.name, options.path));
      if (value === undefined)
        throw new Error(`configuration key '${key}' not found for stack '${stack.reference.name}'`);
      const manager = containsSecure(value) ? await stack.secretsManager() : undefined;
      const open = manager && ((text: string) => manager.decrypt(text));
      if (options.json) printJson(io, configJson(value, open));
      else print(io, configText(open === undefined ? value : openSecure(value, open)));
    });
  config
    .command("set <key> [value]")
    .description("set a value; without one, it is read from standard input")
    .option(...pathOption)
    .option("--secret", "encrypt it")
    .option("--plaintext", "do not encrypt it (as is the default)")
    .option("--raw", "keep the line end of what is read from standard input")
    .addOption(
      new Option("--type <type>", "store it as this type").choices(["string", "bool", "int", "float"]),
    )
    .action(async (key: string, given: string | undefined, options: SetFlags, command: Command) => {
      if (options.secret && (options.plaintext || options.type)) {
        throw new Error("pass one of --secret, --plaintext and --type");
      }
      const stack = await commandStack(io, command);
      await setValue(stack, key, given ?? (await readInput(io, options)), options.path === true, options);
    });
  config
    .command("rm <key>")
    .aliases(["remove", "delete"])
    .description("remove a value")
    .option(...pathOption)
    .action(async (key: string, options: { path?: boolean }, command: Command) => {
      const stack = await commandStack(io, command);
      stack.file.removeConfig(parseConfigKey(key, stack.project.name, options.path));
      await stack.file.save();
    });
}

interface SetFlags extends SetOptions {
  raw?: boolean;
  path?: boolean;
  plaintext?: boolean;
}

/** Of no effect: a stack file with environments is refused. */
function openEnvironments(): Option {
  return new Option("--open").hideHelp();
}

/** The stack's configuration over the project's defaults. */
function allConfig(stack: Stack): Record<string, ConfigValue> {
  return withProjectConfig(stack.project, stack.file.config(stack.project.name));
}

function valueAt(config: Record<string, ConfigValue>, [key, ...inside]: ConfigPath): ConfigValue | undefined {
  let value: ConfigValue | undefined = config[key];
  for (const step of inside) {
    if (typeof value !== "object" || value === null || isSecure(value)) return undefined;
    value = Object.hasOwn(value, step) ? (value as { [key: string | number]: ConfigValue })[step] : undefined;
  }
  return value;
}

async function list(
  io: Io,
  command: Command,
  options: { json?: boolean; showSecrets?: boolean },
): Promise<void> {
  const stack = await commandStack(io, command);
  const config = Object.entries(allConfig(stack)).sort(([a], [b]) => (a < b ? -1 : 1));
  const needsKey = options.showSecrets && config.some(([, value]) => containsSecure(value));
  const manager = needsKey ? await stack.secretsManager() : undefined;
  const open = manager && ((text: string) => manager.decrypt(text));
  if (options.json) {
    return printJson(io, Object.fromEntries(config.map(([key, value]) => [key, configJson(value, open)])));
  }
  const rows = config.map(([key, value]) => [
    shortKey(key, stack.project.name),
    configText(openSecure(value, open ?? (() => "[secret]"))),
  ]);
  print(io, table(["KEY", "VALUE"], rows));
}
