import { type ConfigPath, parseConfigKey } from "../workspace/config-key.ts";
import { type ConfigValue, encryptValue } from "../workspace/config-value.ts";
import type { Stack } from "../workspace/stack.ts";

export interface SetOptions {
  secret?: boolean;
  type?: "string" | "bool" | "int" | "float";
}

/** Sets a value in the stack's file. @param assignment `key=value` */
export async function setConfig(
  stack: Stack,
  assignment: string,
  path = false,
  options: SetOptions = {},
): Promise<void> {
  const at = assignment.indexOf("=");
  if (at < 0) throw new Error(`"${assignment}" is not a setting: write it as <key>=<value>`);
  await setValue(stack, assignment.slice(0, at), assignment.slice(at + 1), path, options);
}

/** Sets a value in the stack's file. @param path true: the key leads into a value */
export async function setValue(
  stack: Stack,
  key: string,
  text: string,
  path: boolean,
  options: SetOptions,
): Promise<void> {
  const where = parseConfigKey(key, stack.project.name, path);
  stack.file.setConfig(where, await valueToSet(stack, text, where, options));
  await stack.file.save();
}

/** A value at the top is text, as in the CLI; inside a value, `true`, `false` and whole numbers are what they look like. */
async function valueToSet(
  stack: Stack,
  text: string,
  path: ConfigPath,
  options: SetOptions,
): Promise<ConfigValue> {
  if (options.secret) return { ...encryptValue(text, await stack.secretsManager()) };
  switch (options.type ?? (path.length > 1 ? "inferred" : "string")) {
    case "bool":
      if (text === "true" || text === "false") return text === "true";
      throw new Error(`"${text}" is not a bool: true or false`);
    case "int":
      return number(text, /^[+-]?\d+$/, "an int");
    case "float":
      return number(text, /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i, "a float");
    case "inferred":
      if (text === "true" || text === "false") return text === "true";
      return /^(0|-?[1-9]\d{0,14})$/.test(text) ? Number(text) : text;
    default:
      return text;
  }
}

function number(text: string, form: RegExp, what: string): number {
  if (form.test(text)) return Number(text);
  throw new Error(`"${text}" is not ${what}`);
}
