import { builtinModules } from "node:module";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { RunError } from "@pulumi/pulumi/errors.js";
import { build, type Plugin } from "esbuild";

/** Packages that Twilio installs beside the functions that need them. */
const external = ["nodemailer"];

/** Takes the place of the package with which TwiML is written. */
const xmlbuilder = fileURLToPath(new URL("xmlbuilder.ts", import.meta.url));

/**
 * Compiles functions, each with everything it imports into one CommonJS file, as Twilio runs it. What a function
 * becomes does not depend on the others.
 * @param entries the functions' sources, as absolute paths
 * @param baked values that the code imports as `baked:<name>`: what is known now and need not be looked up in a call
 * @returns what gives the code of a source; it says nothing of the machine it was made on
 * @throws {RunError} what esbuild says, with file and line
 */
export async function compile(
  entries: string[],
  baked: Record<string, unknown>,
): Promise<(entry: string) => Uint8Array> {
  const { outputFiles } = await build({
    entryPoints: entries.map((entry, index) => ({ in: entry, out: String(index) })),
    outdir: "/",
    bundle: true,
    write: false,
    platform: "node",
    format: "cjs",
    target: "node22",
    minify: true,
    legalComments: "none",
    charset: "utf8",
    external: [...builtinModules.flatMap((name) => [name, `node:${name}`]), ...external],
    alias: { xmlbuilder },
    plugins: [bakedValues(baked)],
    logLevel: "silent",
  }).catch((error: Error) => {
    throw new RunError(error.message);
  });
  const code = new Map(outputFiles.map(({ path, contents }) => [basename(path, ".js"), contents]));
  return (entry) => {
    const contents = code.get(String(entries.indexOf(entry)));
    if (!contents) throw new Error(`${entry}: esbuild made no file of it.`);
    return contents;
  };
}

function bakedValues(values: Record<string, unknown>): Plugin {
  return {
    name: "baked-values",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^baked:/ }, ({ path }) => ({
        path: path.slice("baked:".length),
        namespace: "baked",
      }));
      onLoad({ filter: /.*/, namespace: "baked" }, ({ path }) =>
        Object.hasOwn(values, path)
          ? { contents: JSON.stringify(values[path]), loader: "json" }
          : { errors: [{ text: `There is no baked value "${path}"` }] },
      );
    },
  };
}
