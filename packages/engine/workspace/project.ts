import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { parse } from "yaml";
import { z } from "zod";

/** Types a project may give its configuration. */
const configType = z.enum(["string", "integer", "boolean", "array", "object"]);

export interface ConfigItems {
  type: z.infer<typeof configType>;
  items?: ConfigItems;
}
const configItems: z.ZodType<ConfigItems> = z.object({
  type: configType,
  get items() {
    return configItems.optional();
  },
});

const configDeclaration = z.strictObject({
  type: configType.optional(),
  description: z.string().optional(),
  items: configItems.optional(),
  default: z.unknown().optional(),
  value: z.unknown().optional(),
  secret: z.boolean().optional(),
});

/** A project may give a value without declaring anything about it: `color: red`. */
const configEntry = z.preprocess(
  (entry) => (typeof entry === "object" && !Array.isArray(entry) ? entry : { value: entry }),
  configDeclaration,
);

const plugin = z.strictObject({ name: z.string(), path: z.string(), version: z.string().optional() });

/**
 * `Pulumi.yaml`. What this engine would have to act on and does not is not here: it is refused.
 * {@link https://www.pulumi.com/docs/iac/concepts/projects/project-file/}
 */
const projectFile = z.strictObject({
  name: z
    .string()
    .regex(
      /^[\w.-]{1,100}$/,
      "a project name is 1 to 100 letters, digits, hyphens, underscores or full stops",
    ),
  runtime: z.union([
    z.string().transform((name) => ({ name, options: {} })),
    z.object({ name: z.string(), options: z.record(z.string(), z.unknown()).default({}) }),
  ]),
  main: z.string().optional(),
  description: z.string().nullish(),
  author: z.string().nullish(),
  website: z.string().nullish(),
  license: z.string().nullish(),
  config: z.record(z.string(), configEntry).default({}),
  stackConfigDir: z.string().optional(),
  backend: z.strictObject({ url: z.string().optional() }).optional(),
  options: z.strictObject({ refresh: z.string().optional() }).optional(),
  plugins: z
    .strictObject({
      providers: z.array(plugin).default([]),
      analyzers: z
        .array(plugin)
        .max(0, "policy packs as plugins are not supported by this engine")
        .optional(),
      languages: z.array(plugin).max(0, "language plugins are not supported by this engine").optional(),
    })
    .default({ providers: [] }),
  requiredPulumiVersion: z.string().optional(),
});

/** A project: its file and the folder that relative paths in it start from. */
export interface Project extends z.infer<typeof projectFile> {
  /** Absolute path of `Pulumi.yaml`. */
  file: string;
  /** Absolute path of the folder it is in. */
  folder: string;
}

const fileNames = ["Pulumi.yaml", "Pulumi.yml"];

/** The project file in a folder or the nearest folder above it. */
export function findProjectFile(cwd: string): string | undefined {
  for (let folder = resolve(cwd); ; folder = dirname(folder)) {
    const found = fileNames.map((name) => join(folder, name)).find((file) => existsSync(file));
    if (found !== undefined || folder === dirname(folder)) return found;
  }
}

/** @throws Error that names the file and every place in it that is wrong, or says that there is none */
export function loadProject(cwd: string): Project {
  const file = findProjectFile(cwd);
  if (file === undefined) {
    throw new Error(
      `there is no Pulumi.yaml in ${resolve(cwd)} or a folder above it: run in the project's folder, or pass --cwd`,
    );
  }
  const result = projectFile.safeParse(parseYaml(readFileSync(file, "utf8"), file));
  if (!result.success)
    throw new Error(`${file} is not a valid project file:\n${z.prettifyError(result.error)}`);
  return { ...result.data, file, folder: dirname(file) };
}

/** Where a project's providers come from, by package. */
export function providerSources({ plugins }: Project): Record<string, { path: string }> {
  return Object.fromEntries(plugins.providers.map(({ name, path }) => [name, { path }]));
}

function parseYaml(text: string, file: string): unknown {
  try {
    return parse(text);
  } catch (cause) {
    throw new Error(`${file} is not YAML: ${cause instanceof Error ? cause.message : cause}`, { cause });
  }
}
