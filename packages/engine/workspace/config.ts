import type { Crypter } from "../secrets/crypter.ts";
import { parseConfigKey } from "./config-key.ts";
import { type ConfigValue, configText, containsSecure, openSecure } from "./config-value.ts";
import type { ConfigItems, Project } from "./project.ts";

/** A stack's configuration, ready for a program. */
export interface StackConfig {
  /** By `<namespace>:<name>`, secrets decrypted; objects and lists as JSON. What the SDK reads as `PULUMI_CONFIG`. */
  values: Record<string, string>;
  /** Keys whose value is secret, or has a secret in it. */
  secretKeys: string[];
  /** As in the stack file with the project's defaults, secrets encrypted: for the history. */
  stored: Record<string, ConfigValue>;
}

/**
 * Puts a project's defaults under a stack's configuration and checks it against what the project declares.
 * {@link https://www.pulumi.com/docs/iac/concepts/config/#project-level-configuration}
 * @param crypter needed only when something is encrypted
 * @param checked false: not checked. Default true
 * @throws Error that names every key that is missing or of the wrong type
 */
export function resolveConfig(
  project: Project,
  stack: string,
  stackConfig: Record<string, ConfigValue>,
  crypter: () => Crypter,
  { checked = true } = {},
): StackConfig {
  const stored = withProjectConfig(project, stackConfig);
  const secretKeys = Object.keys(stored).filter((key) => containsSecure(stored[key] ?? null));
  const opened = Object.fromEntries(
    Object.entries(stored).map(([key, value]) => [
      key,
      secretKeys.includes(key) ? openSecure(value, (text) => decrypt(text, key, crypter())) : value,
    ]),
  );
  const problems = checked ? checkConfig(project, stack, opened, secretKeys) : [];
  if (problems.length > 0) {
    throw new Error(
      `the configuration of the stack ${stack} is not what ${project.file} asks for:\n${problems.join("\n")}`,
    );
  }
  const values = Object.fromEntries(Object.entries(opened).map(([key, value]) => [key, configText(value)]));
  return { values, secretKeys, stored };
}

function decrypt(ciphertext: string, key: string, crypter: Crypter): string {
  try {
    return crypter.decrypt(ciphertext);
  } catch (cause) {
    throw new Error(
      `the configuration value "${key}" cannot be decrypted: ${cause instanceof Error ? cause.message : cause}`,
      {
        cause,
      },
    );
  }
}

/** The stack's configuration over the project's values and defaults, unchecked. */
export function withProjectConfig(
  project: Project,
  stackConfig: Record<string, ConfigValue>,
): Record<string, ConfigValue> {
  const merged: Record<string, ConfigValue> = {};
  for (const [name, { value, default: fallback }] of Object.entries(project.config)) {
    const given = (fallback ?? value) as ConfigValue | undefined;
    const [key] = parseConfigKey(name, project.name);
    if (given !== undefined && given !== null)
      merged[key] = typeof given === "object" ? given : configText(given);
  }
  return { ...merged, ...stackConfig };
}

function checkConfig(
  project: Project,
  stack: string,
  config: Record<string, ConfigValue>,
  secretKeys: string[],
): string[] {
  return Object.entries(project.config).flatMap(([name, { type, items, secret }]) => {
    const [key] = parseConfigKey(name, project.name);
    const value = config[key];
    if (value === undefined) {
      const own = key.startsWith(`${project.name}:`);
      return own ? [`  ${name}: missing; \`config set ${name} <value> -s ${stack}\` sets it`] : [];
    }
    if (secret && !secretKeys.includes(key)) {
      return [`  ${name}: must be encrypted; set it again with \`config set --secret ${name}\``];
    }
    if (type !== undefined && !hasType(value, { type, items }))
      return [`  ${name}: must be of type ${typeName({ type, items })}`];
    return [];
  });
}

function hasType(value: ConfigValue, { type, items }: ConfigItems): boolean {
  switch (type) {
    case "string":
      return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
    case "integer":
      return typeof value === "number"
        ? Number.isInteger(value)
        : typeof value === "string" && /^[+-]?\d+$/.test(value);
    case "boolean":
      return typeof value === "boolean" || value === "true" || value === "false";
    case "object":
      return typeof value === "object" && value !== null && !Array.isArray(value);
    case "array":
      return Array.isArray(value) && items !== undefined && value.every((element) => hasType(element, items));
  }
}

function typeName({ type, items }: ConfigItems): string {
  return type === "array" && items !== undefined ? `array<${typeName(items)}>` : type;
}
