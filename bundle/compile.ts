import { builtinModules } from "node:module";
import { dirname } from "node:path";
import { build, type Plugin } from "esbuild";

/**
 * Compiles a function with everything it imports into one CommonJS file, as Twilio runs it.
 * @param entry the function's source
 * @param baked values that the code imports as `baked:<name>`: what is known now and need not be looked up in a call
 * @returns the code; it says nothing of the machine it was made on
 * @throws what esbuild says, with file and line
 */
export async function compile(entry: string, baked: Record<string, unknown>): Promise<Uint8Array> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    absWorkingDir: dirname(entry),
    bundle: true,
    write: false,
    platform: "node",
    format: "cjs",
    target: "node22",
    minify: true,
    legalComments: "none",
    charset: "utf8",
    external: builtinModules.flatMap((name) => [name, `node:${name}`]),
    plugins: [bakedValues(baked), withoutUnused],
    logLevel: "silent",
  });
  const [output] = outputFiles;
  if (!output) throw new Error(`${entry}: esbuild made no file of it`);
  return output.contents;
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

/**
 * Parts of xmlbuilder that TwiML has no use for, and that a bundler cannot know to leave out: they write XML to
 * streams and callbacks. A tenth of a function's size.
 */
const unused = /[\\/]xmlbuilder[\\/]lib[\\/](XMLDocumentCB|XMLStreamWriter)\.js$/;

const withoutUnused: Plugin = {
  name: "without-unused",
  setup({ onLoad }) {
    onLoad({ filter: unused }, () => ({ contents: "" }));
  },
};
