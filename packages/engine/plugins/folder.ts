import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { compiledCondition, isCompiled } from "../runtime/compiled.ts";

const pluginFile = z.object({
  runtime: z.union([z.string(), z.object({ name: z.string() })]),
});
const target = z.union([
  z.string(),
  z
    .object({ default: z.string(), [compiledCondition]: z.string() })
    .transform((targets) => targets[isCompiled ? compiledCondition : "default"]),
]);
const packageFile = z.object({
  main: z.string().default("index.js"),
  exports: z.looseObject({ "./service": target.optional() }).optional().catch(undefined),
});

/** What a provider plugin's folder offers: paths of modules. */
export interface PluginFolder {
  /** Starts the plugin as a process of its own. */
  main: string;
  /** What the package exports as `./service`, for engines that host the plugin; see `hosted.ts`. */
  service?: string;
}

/** The package of dynamic resources: their provider is code in the program, which the SDK brings a plugin for. */
export const dynamicPackage = "pulumi-nodejs";

/**
 * The plugin of {@link dynamicPackage}, in the SDK that the program uses.
 * @param root the project's folder
 * @throws Error when no SDK is installed there
 * {@link https://www.pulumi.com/docs/iac/concepts/resources/dynamic-providers/}
 */
export function dynamicPlugin(root: string): PluginFolder {
  const { resolve } = createRequire(join(root, "package.json"));
  return { main: resolve("@pulumi/pulumi/cmd/dynamic-provider/index.js") };
}

/**
 * Reads the folder of a plugin: its PulumiPlugin.yaml, with runtime nodejs, and its package.json.
 * @param root the project's folder
 * @param path the plugin's, as Pulumi.yaml has it
 * @throws Error that names the folder when it holds no plugin, or one for another runtime
 */
export function readPluginFolder(root: string, path: string): PluginFolder {
  const folder = resolve(root, path);
  const read = (name: string): string => {
    try {
      return readFileSync(join(folder, name), "utf8");
    } catch {
      throw new Error(
        `"${folder}" holds no ${name}: it is not a provider plugin (see plugins.providers in Pulumi.yaml)`,
      );
    }
  };
  const { runtime } = pluginFile.parse(parse(read("PulumiPlugin.yaml")));
  const name = typeof runtime === "string" ? runtime : runtime.name;
  if (name !== "nodejs") {
    throw new Error(
      `the provider plugin in "${folder}" needs the runtime "${name}"; this engine runs nodejs only`,
    );
  }
  const { main, exports } = packageFile.parse(JSON.parse(read("package.json")));
  const service = exports?.["./service"];
  return { main: join(folder, main), service: service && join(folder, service) };
}
