import { PassThrough } from "node:stream";
import { describe, expect, it } from "vitest";
import type { Step } from "../deploy/step.ts";
import { newResource } from "../state/new-resource.ts";
import { plain } from "../testing/display.ts";
import { Progress } from "./progress.ts";

const type = "test:index:Thing";

function creation(name: string): Step {
  const urn = `urn:pulumi:stack::project::${type}::${name}`;
  return { op: "create", urn, type, new: newResource({ urn, type, custom: true }) };
}

/** A thousand resources under way, and one of them done, as it is written. */
function thousand(stream: { isTTY?: boolean; columns?: number }): string {
  const out = Object.assign(new PassThrough(), stream);
  const progress = new Progress(out, plain, false);
  const steps = Array.from({ length: 1000 }, (_, index) => creation(`thing-number-${index}`));
  for (const step of steps) progress.handle({ kind: "started", step });
  const [first = creation("none")] = steps;
  progress.handle({ kind: "finished", step: first, outcome: { state: first.new }, seconds: 1 });
  progress.end();
  return String(out.read());
}

const done = " + test:index:Thing thing-number-0 created (1.0s)";
/** Goes up so many lines and wipes what is below. */
const erased = (lines: number) => `\u001b[${lines}A\u001b[0J`;

describe("progress", () => {
  it("on a terminal shows some of a thousand that are under way, counts them all, and takes them away again", () => {
    const text = thousand({ isTTY: true, columns: 60 });
    const lines = text.split("\n");
    expect(lines[0]).toBe(done);
    expect(lines[1]).toMatch(/^⠋ {2}test:index:Thing thing-number-1 creating \(0\.0s\)$/);
    expect(lines[13]).toBe(" 1 done, 999 under way, 987 not shown");
    expect(lines[14]).toBe(erased(13));
  });

  it.each([
    [40, 39],
    [0, 79],
  ])("writes no line that a terminal of %i columns would break", (columns, longest) => {
    const drawn = thousand({ isTTY: true, columns }).split("\n").slice(1, -1);
    expect(drawn).toHaveLength(13);
    for (const line of drawn) expect(line.length).toBeLessThanOrEqual(longest);
  });

  it("elsewhere is one plain line for each that is done", () => {
    expect(thousand({})).toBe(`${done}\n`);
  });
});
