import { extname } from "node:path";

const extension = extname(import.meta.url);

/** The condition under which a package exports what was compiled of it. {@link https://nodejs.org/api/packages.html#conditional-exports} */
export const compiledCondition = "dialer-compiled";

/** Whether this is the engine compiled into few files: then the packages that it loads are to be so, too. */
export const isCompiled = extension === ".js";

/** A module of this folder that runs in a process of its own; compiled, it stands beside what imports it, too. */
export function processModule(name: "run-sdk" | "lifeline"): string {
  return new URL(`./${name}${extension}`, import.meta.url).href;
}
