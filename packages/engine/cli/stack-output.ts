import type { Command } from "commander";
import { mapSecrets } from "../property/secret.ts";
import { fromStored, type StoredValue, valueToStored } from "../property/stored.ts";
import { own, type PropertyValue } from "../property/value.ts";
import { plainSecrets, UnopenedSecrets } from "../secrets/forms.ts";
import { rootOutputs, type Stack, stackOutputs } from "../workspace/stack.ts";
import { commandStack, commandWorkspace, flags, type Io, print, printJson, table } from "./io.ts";

interface OutputOptions {
  json?: boolean;
  shell?: boolean;
  showSecrets?: boolean;
}

/** `stack output`: what the program exported. */
export function registerStackOutputCommand(stack: Command, io: Io): void {
  stack
    .command("output [name]")
    .description("show the stack's outputs, or one of them")
    .option("-j, --json", "as JSON")
    .option("--shell", "as assignments for a shell")
    .option("--show-secrets", "secrets in plain")
    .action(async (name: string | undefined, _: unknown, command: Command) => {
      const options = flags<OutputOptions>(command);
      if (options.json && options.shell) throw new Error("pass --json or --shell, not both");
      const chosen = await commandStack(io, command);
      const shown = await shownOutputs(io, command, chosen, options.showSecrets === true);
      if (name !== undefined) printOne(io, shown, name, options);
      else printAll(io, shown, options);
    });
}

/** A stack's outputs, sorted, with secrets in plain or not at all. */
export async function shownOutputs(
  io: Io,
  command: Command,
  stack: Stack,
  showSecrets: boolean,
): Promise<Record<string, StoredValue>> {
  const outputs = showSecrets
    ? await stackOutputs(await commandWorkspace(io, command), stack.qualifiedName)
    : await closedOutputs(stack);
  const keys = Object.keys(outputs).sort();
  return Object.fromEntries(keys.map((key) => [key, showable(outputs[key] ?? null)]));
}

/** Outputs for a person. */
export function outputTable(outputs: Record<string, StoredValue>): string {
  const rows = Object.entries(outputs).map(([name, value]) => [name, text(value)]);
  const shown =
    rows.length === 0 ? "No output values currently in this stack" : table(["OUTPUT", "VALUE"], rows);
  return `Current stack outputs (${rows.length}):\n${shown.replaceAll(/^/gm, "    ")}`;
}

/** The outputs with `[secret]` for what is secret: no passphrase is needed. */
async function closedOutputs(stack: Stack) {
  const stored = await stack.store.read();
  return fromStored((stored && rootOutputs(stored.deployment)) ?? {}, new UnopenedSecrets(), "outputs");
}

function showable(value: PropertyValue): StoredValue {
  const open = (part: PropertyValue): PropertyValue => mapSecrets(part, (secret) => open(secret.value));
  return valueToStored(open(value), plainSecrets, "outputs");
}

function text(value: StoredValue): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function assignment(name: string, value: StoredValue): string {
  return `${name}='${text(value).replaceAll("'", "'\\''")}'`;
}

function printOne(io: Io, outputs: Record<string, StoredValue>, name: string, options: OutputOptions): void {
  const value = own(outputs, name);
  if (value === undefined) {
    const known = Object.keys(outputs).join(", ") || "none";
    throw new Error(`current stack does not have output property '${name}' (it has: ${known})`);
  }
  if (options.json) printJson(io, value);
  else print(io, options.shell ? assignment(name, value) : text(value));
}

function printAll(io: Io, outputs: Record<string, StoredValue>, options: OutputOptions): void {
  const entries = Object.entries(outputs);
  if (options.json) {
    printJson(io, outputs);
  } else if (options.shell) {
    for (const [name, value] of entries) print(io, assignment(name, value));
  } else {
    print(io, outputTable(outputs));
  }
}
