import { expect, it, vi } from "vitest";
import * as engine from "./engine/main.ts";
import * as provider from "./provider/main.ts";

/** Runs a measurement and gives what it printed. */
async function printed(run: (args: string[]) => Promise<void>, ...args: string[]): Promise<string> {
  const log = vi.spyOn(console, "log").mockImplementation(() => {});
  await run(args);
  return log.mock.calls.join("\n");
}

it("the engine's measures each step, and the program alone", async () => {
  const text = await printed(engine.run, "--sizes", "1", "--cli-sizes", "10");
  expect(text).toContain("program alone s");
  for (const title of ["preview of all new", "up of all new", "preview, nothing changed"]) {
    expect(text).toMatch(new RegExp(`${title}\\n[^]*\\n *1 +[0-9.]+ +[0-9.]+ +[0-9.]+ x`));
  }
});

it("the provider's counts what each step sends: never more than the least that could do, but looks at a build", async () => {
  const text = await printed(
    provider.run,
    ...["--clients", "2", "--latency-ms", "0", "--build-ms", "0", "--no-twilio-run"],
  );
  const rows = [...text.matchAll(/^([a-z ]+?) {2,}(\d+) \((\d+)\) +(\d+) \((\d+)\)/gm)];
  expect(rows.map(([, step]) => step)).toEqual([
    ...["first up", "preview", "drift check", "one client", "one function", "destroy"],
  ]);
  for (const [, step, writes, leastWrites, reads, leastReads] of rows) {
    expect(writes, step).toBe(leastWrites);
    expect(Number(reads), step).toBeLessThanOrEqual(Number(leastReads));
  }
});
