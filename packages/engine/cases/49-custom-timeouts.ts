import { expect } from "vitest";
import { Thing } from "../testing/resource.ts";
import type { Case, CaseState } from "./case.ts";

const customTimeouts = { create: "5m", update: "90s", delete: "1h", read: "2m" };
const program = (colour: string) => () => new Thing("a", { colour }, { customTimeouts });

const asked =
  (...timeouts: number[]) =>
  ({ provider }: CaseState) =>
    expect(provider.worldCalls.map(({ timeout }) => timeout)).toEqual(timeouts);

export default {
  steps: [
    {
      program: program("red"),
      expected: { create: 2 },
      state: { a: { customTimeouts: { create: 300, update: 90, delete: 3600, read: 120 } } },
      check: asked(300),
    },
    { run: "refresh", check: asked(120) },
    { program: program("blue"), expected: { same: 1, update: 1 }, check: asked(90) },
    {
      program: () => new Thing("a", {}, { customTimeouts: { create: "soon" } }),
      fails: 'the resource "a" (test:index:Thing): "soon" is not a duration',
    },
    { program: () => {}, expected: { same: 1, delete: 1 }, check: asked(3600) },
  ],
} satisfies Case;
