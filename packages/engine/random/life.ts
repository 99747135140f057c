import pulumi from "@pulumi/pulumi";
import fc from "fast-check";
import { Group, Thing } from "../testing/resource.ts";

/** One resource of a random program: which one is its place in the list, so that it lives on from program to program. */
export interface RandomResource {
  there: boolean;
  component: boolean;
  /** Goes by its other name, with the first as an alias. */
  renamed: boolean;
  /** Places (taken modulo) of earlier resources: whose child it is, and whose output it takes. */
  parent: number;
  uses: number[];
  /** Replaces when changed: created first, deleted first. */
  key: string;
  name: string;
  colour: string;
  secret: boolean;
  ignoreColour: boolean;
  deleteBeforeReplace: boolean | undefined;
}

/** What happens to one run: nothing, a call that fails (or half succeeds), the death of the process. */
export type Trouble =
  | { kind: "none" }
  | { kind: "fault"; method: "Create" | "Update" | "Delete"; place: number; half: boolean }
  | { kind: "death"; moment: number };

export interface RandomRun {
  program: RandomResource[];
  parallel: number;
  refresh: boolean;
  trouble: Trouble;
}

const either = fc.constantFrom("1", "2");
const rarely = fc.integer({ min: 0, max: 5 }).map((value) => value === 0);

const resource: fc.Arbitrary<RandomResource> = fc.record({
  there: fc.integer({ min: 0, max: 3 }).map((value) => value > 0),
  component: rarely,
  renamed: rarely,
  parent: fc.nat(20),
  uses: fc.array(fc.nat(20), { maxLength: 2 }),
  key: either,
  name: either,
  colour: fc.constantFrom("red", "blue", "green"),
  secret: rarely,
  ignoreColour: rarely,
  deleteBeforeReplace: fc.constantFrom(undefined, undefined, true, false),
});

const trouble: fc.Arbitrary<Trouble> = fc.oneof(
  fc.constant({ kind: "none" as const }),
  fc.record({
    kind: fc.constant("fault" as const),
    method: fc.constantFrom("Create" as const, "Update" as const, "Delete" as const),
    place: fc.nat(6),
    half: fc.boolean(),
  }),
  fc.record({ kind: fc.constant("death" as const), moment: fc.nat(1000) }),
);

/** The kind (component or not) of a resource stays: everything else about it changes from run to run. */
export const randomLife: fc.Arbitrary<RandomRun[]> = fc
  .array(
    fc.record({
      program: fc.array(resource, { minLength: 7, maxLength: 7 }),
      parallel: fc.constantFrom(1, 4, 64),
      refresh: rarely,
      trouble,
    }),
    { minLength: 2, maxLength: 4 },
  )
  .map((runs) => {
    const kinds = runs[0]?.program.map(({ component }) => component) ?? [];
    return runs.map((run) => ({
      ...run,
      program: run.program.map((each, place) => ({ ...each, component: kinds[place] ?? false })),
    }));
  });

/** The names a resource goes by: `r3`, and `s3` when it was renamed. */
export function namesOf(place: number): [string, string] {
  return [`r${place}`, `s${place}`];
}

/** The program as the SDK runs it. */
export function programOf(resources: RandomResource[]): () => unknown {
  return () => {
    const made: (pulumi.Resource | undefined)[] = [];
    for (const [place, spec] of resources.entries()) {
      made.push(spec.there ? make(spec, place, made) : undefined);
    }
    const things = made.filter((each) => each instanceof Thing);
    return { refs: things.map(({ ref }) => ref), secret: pulumi.secret(things.length) };
  };
}

function make(
  spec: RandomResource,
  place: number,
  earlier: (pulumi.Resource | undefined)[],
): pulumi.Resource {
  const [first, second] = namesOf(place);
  const [name, other] = spec.renamed ? [second, first] : [first, second];
  const parent = pick(
    earlier.filter((each) => each instanceof Group),
    spec.parent,
  );
  const groups = earlier.filter((each) => each instanceof Group);
  // Wherever it was before: at the top, or in any of the groups.
  const aliases = [undefined, ...groups].flatMap((group) =>
    [name, other].map((alias) => ({ name: alias, parent: group ?? pulumi.rootStackResource })),
  );
  const options = { parent, aliases };
  if (spec.component) return new Group(name, { aliases: aliases.slice(0, 2) });
  const used = spec.uses.flatMap(
    (use) =>
      pick(
        earlier.filter((each) => each instanceof Thing),
        use,
      ) ?? [],
  );
  const args = {
    key: spec.key,
    name: spec.name,
    colour: spec.secret ? pulumi.secret(spec.colour) : spec.colour,
    of: used.map(({ ref }) => ref),
  };
  return new Thing(name, args, {
    ...options,
    ignoreChanges: spec.ignoreColour ? ["colour"] : [],
    deleteBeforeReplace: spec.deleteBeforeReplace,
  });
}

function pick<T>(list: T[], place: number): T | undefined {
  return list.length === 0 ? undefined : list[place % list.length];
}
