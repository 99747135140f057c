import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { z } from "zod";
import { median } from "../measure.ts";

const run = promisify(execFile);

/** What it takes to load a file, in milliseconds: time on the wall, and processor time. */
export interface Load {
  wall: number;
  processor: number;
}
const load = z.object({ wall: z.number(), processor: z.number() });

/** Requires a file in a process that has done nothing yet, and says what it took. */
const timed = `
  const usage = process.threadCpuUsage();
  const start = performance.now();
  require(process.argv[1]);
  const wall = performance.now() - start;
  const { user, system } = process.threadCpuUsage(usage);
  console.log(JSON.stringify({ wall, processor: (user + system) / 1000 }));
`;

/**
 * What files take to load, each in fresh processes, less what an empty one takes: the middle of several. They take
 * turns, so that what else the machine does strikes all of them alike.
 */
export async function loadTimes(files: string[], empty: string, runs: number): Promise<Map<string, Load>> {
  const all = new Map<string, Load[]>([empty, ...files].map((file) => [file, []]));
  for (let round = 0; round < runs; round++) {
    for (const [file, loads] of all) {
      const { stdout } = await run(process.execPath, ["-e", timed, file], { env: {} });
      loads.push(load.parse(JSON.parse(stdout)));
    }
  }
  const middle = (file: string, figure: (one: Load) => number) => figure(median(all.get(file) ?? [], figure));
  const less = (file: string, figure: (one: Load) => number) => middle(file, figure) - middle(empty, figure);
  return new Map(
    files.map((file) => [
      file,
      { wall: less(file, ({ wall }) => wall), processor: less(file, ({ processor }) => processor) },
    ]),
  );
}
