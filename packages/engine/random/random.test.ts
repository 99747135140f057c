import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runWithCrashes } from "../cases/crash.ts";
import { CaseLife } from "../cases/life.ts";
import type { RunnableStep } from "../cases/load.ts";
import { stripSecrets } from "../property/secret.ts";
import { verifyIntegrity } from "../state/integrity.ts";
import type { ResourceState, Snapshot } from "../state/resource.ts";
import { isProviderType } from "../state/urn.ts";
import type { TestCall } from "../testing/provider.ts";
import { namesOf, programOf, type RandomRun, randomLife, type Trouble } from "./life.ts";

/*
 * Random programs over random states with random trouble. A failure prints its seed and path; RANDOM_SEED and RANDOM_PATH play it
 * again, RANDOM_RUNS says how many lives are tried.
 */
const { RANDOM_SEED, RANDOM_PATH, RANDOM_RUNS } = process.env;
const settings = {
  numRuns: Number(RANDOM_RUNS ?? 12),
  ...(RANDOM_SEED !== undefined && { seed: Number(RANDOM_SEED) }),
  ...(RANDOM_PATH !== undefined && { path: RANDOM_PATH }),
};

/** Milliseconds, far above what so many lives take. */
const timeout = 240_000 + settings.numRuns * 20_000;

const emptyCase = { steps: [] };

describe("any program, from any state, whatever goes wrong", () => {
  it(
    "keeps the state sound, announces each call on disk, and comes to what the program says",
    async () => {
      await fc.assert(
        fc.asyncProperty(randomLife, async (runs) => {
          let life = new CaseLife(emptyCase, 4);
          for (const run of runs) life = await live(life, run);
          const last = runs.at(-1);
          if (last !== undefined) await expectWhatTheProgramSays(life, last);
        }),
        settings,
      );
    },
    timeout,
  );

  it(
    "comes to the same whether one, four or all are worked on at once",
    async () => {
      await fc.assert(
        fc.asyncProperty(randomLife, async (runs) => {
          const ends = [];
          for (const parallel of [1, 4, 64]) {
            const life = new CaseLife(emptyCase, parallel);
            for (const { program } of runs) await life.run({ program: programOf(program) });
            ends.push({ state: essence(life.stack.snapshot), world: life.provider.world.toJSON() });
          }
          expect(ends[1]).toEqual(ends[0]);
          expect(ends[2]).toEqual(ends[0]);
        }),
        { ...settings, numRuns: Math.ceil(settings.numRuns / 3) },
      );
    },
    timeout,
  );
});

/** One run with its preview, in a life of its own that goes on where the last one ended. */
async function live(before: CaseLife, { program, parallel, refresh, trouble }: RandomRun): Promise<CaseLife> {
  const { snapshot } = before.stack;
  const life = new CaseLife(emptyCase, parallel, { snapshot, world: before.provider.world });
  const step = { program: programOf(program), refresh };
  await expectHarmlessPreview(life, step);
  const early: TestCall[] = [];
  life.watch = (call) => {
    if (call.preview || !["Create", "Update", "Delete"].includes(call.method)) return;
    const pending = life.stack.saved.at(-1)?.pendingOperations ?? [];
    if (!pending.some(({ resource }) => resource.urn === call.urn)) early.push(call);
  };
  life.provider.faults = faultsOf(trouble);
  const { crashes } = await runWithCrashes(life, { ...step, mayFail: trouble.kind === "fault" });
  expect(early).toEqual([]);
  for (const crash of crashes) verifyIntegrity(crash.snapshot);
  verifyIntegrity(life.stack.snapshot);
  const left = trouble.kind === "death" ? crashes[trouble.moment % Math.max(crashes.length, 1)] : undefined;
  return left === undefined ? life : new CaseLife(emptyCase, parallel, left);
}

async function expectHarmlessPreview(life: CaseLife, step: RunnableStep): Promise<void> {
  const before = JSON.stringify([life.stack.snapshot, life.provider.world]);
  await life.preview(step);
  expect(life.provider.worldCalls.filter(({ method }) => method !== "Read")).toEqual([]);
  expect(JSON.stringify([life.stack.snapshot, life.provider.world])).toBe(before);
}

function faultsOf(trouble: Trouble): Record<string, true | "partial"> {
  if (trouble.kind !== "fault") return {};
  const { method, place, half } = trouble;
  const fault = half && method !== "Delete" ? "partial" : true;
  return Object.fromEntries(namesOf(place).map((name) => [`${method} ${name}`, fault]));
}

/** Once nothing goes wrong any more, one `up` makes the world what the program says, and the next finds nothing to do. */
async function expectWhatTheProgramSays(life: CaseLife, { program }: RandomRun): Promise<void> {
  const step = { program: programOf(program) };
  const lost = [...life.provider.world.keys()].filter((id) => !idsOf(life.stack.resources).includes(id));
  life.provider.faults = {};
  await life.run(step);
  const { stack, provider } = life;
  const things = stack.resources.filter(({ custom, type }) => custom && !isProviderType(type));
  const wanted = program.flatMap(({ there, component, renamed }, place) =>
    there && !component ? [namesOf(place)[renamed ? 1 : 0]] : [],
  );
  expect(things.map(({ urn }) => urn.split("::").at(-1)).sort()).toEqual(wanted.sort());
  expect([...provider.world.keys()].filter((id) => !lost.includes(id)).sort()).toEqual(idsOf(things).sort());
  for (const { urn, id, inputs } of things) {
    const made = stripSecrets(provider.world.get(id ?? "")?.properties ?? {});
    expect(made).toEqual(stripSecrets(inputs));
    const spec = program[Number(urn.split("::").at(-1)?.slice(1))];
    expect(made).toMatchObject({ key: spec?.key, name: spec?.name });
    if (spec?.ignoreColour !== true) expect(made.colour).toBe(spec?.colour);
  }
  const { changes } = await life.preview(step);
  expect(Object.keys(changes).filter((op) => op !== "same")).toEqual([]);
}

function idsOf(resources: readonly ResourceState[]): string[] {
  return resources.flatMap(({ id }) => id ?? []);
}

/** A state without times, random ids, and the order of what does not depend on one another. */
function essence({ resources, pendingOperations }: Snapshot): unknown {
  const text = JSON.stringify(
    resources
      .map(({ created: _, modified: __, stackTrace: ___, sourcePosition: ____, ...state }) => state)
      .sort((a, b) => (a.urn < b.urn ? -1 : 1)),
  );
  return [
    JSON.parse(text.replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "<id>")),
    pendingOperations,
  ];
}
