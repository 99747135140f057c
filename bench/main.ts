import { existsSync, readdirSync } from "node:fs";

/*
 * `npm run bench -- <what> [options]`: measures one part of the project and prints a table of figures beside what they are to be
 * compared with. Each folder here is one measurement; its `main.ts` exports `run(arguments)`.
 */

const [what, ...args] = process.argv.slice(2);
const folders = readdirSync(import.meta.dirname, { withFileTypes: true }).filter((entry) =>
  entry.isDirectory(),
);
const names = folders
  .map(({ name }) => name)
  .filter((name) => existsSync(`${import.meta.dirname}/${name}/main.ts`));

if (!what || !names.includes(what)) {
  console.error(`npm run bench -- <${names.join(" | ")}> [options]`);
  process.exit(2);
}
const { run } = (await import(`./${what}/main.ts`)) as { run: (args: string[]) => Promise<void> };
await run(args);
