/** A config key as it stands in a stack file, then the way into its value. */
export type ConfigPath = [key: string, ...inside: (string | number)[]];

/**
 * Reads a config key: `<name>` (the project's) or `<namespace>:<name>`; with `path`, the name may lead into a value:
 * `list[0]`, `outer.inner`, `["a.b"]`.
 * {@link https://www.pulumi.com/docs/iac/cli/commands/pulumi_config_set/}
 * @throws Error that names the key and the forms it may have
 */
export function parseConfigKey(text: string, project: string, path = false): ConfigPath {
  const colon = path ? text.search(/(?<=^[\w.-]+):/) : text.indexOf(":");
  const namespace = colon < 0 ? project : text.slice(0, colon);
  const name = text.slice(colon + 1).replace(/^config:/, "");
  if (namespace === "" || name === "" || (!path && name.includes(":"))) throw malformed(text);
  if (!path) return [`${namespace}:${name}`];
  const [first, ...inside] = parsePath(name);
  if (typeof first !== "string") throw malformed(text);
  return [`${namespace}:${first}`, ...inside];
}

function malformed(text: string): Error {
  return new Error(`"${text}" is not a configuration key: expected <name> or <namespace>:<name>`);
}

/** `a.b[0]["c.d"]` as its steps. */
function parsePath(text: string): (string | number)[] {
  const steps: (string | number)[] = [];
  const step = /\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]|(?:^|\.)([^.[\]"]+)/y;
  while (step.lastIndex < text.length) {
    const at = step.lastIndex;
    const match = step.exec(text);
    if (match === null) {
      throw new Error(
        `"${text}" is not a path into a value: expected names and [<number>] or ["<name>"] (at "${text.slice(at)}")`,
      );
    }
    const [, index, quoted, name] = match;
    steps.push(index !== undefined ? Number(index) : (quoted?.replaceAll(/\\(.)/g, "$1") ?? name ?? ""));
  }
  return steps;
}

/** A key as people know it: without the namespace when that is the project's. */
export function shortKey(key: string, project: string): string {
  return key.startsWith(`${project}:`) ? key.slice(project.length + 1) : key;
}
