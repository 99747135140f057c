import { createHash } from "node:crypto";
import type { z } from "zod";
import type { Declaration, Shape } from "../declare/resource.ts";
import { type Bag, hasUnknown } from "./values.ts";
import { wording } from "./wording.ts";

/** What is wrong with one property. */
export interface Problem {
  property: string;
  reason: string;
}

/** Checked properties with defaults filled in, and all that is wrong with them. */
export interface Checked {
  inputs: Bag;
  problems: Problem[];
}

/** Checks properties against a shape, all of them, and fills in defaults. What is unknown yet passes. */
export function check(shape: Shape, given: Bag): Checked {
  const inputs: Bag = {};
  const problems: Problem[] = [];
  for (const [property, schema] of Object.entries(shape)) {
    const value = given[property];
    if (hasUnknown(value)) {
      inputs[property] = value;
      continue;
    }
    const result = schema.safeParse(value, { error: wording });
    if (result.success) {
      if (result.data !== undefined) inputs[property] = result.data;
    } else if (value === undefined) {
      problems.push({ property, reason: "is required" });
    } else {
      problems.push(...result.error.issues.map((issue) => problemOf(property, issue)));
    }
  }
  for (const property of Object.keys(given)) {
    if (!Object.hasOwn(shape, property))
      problems.push({ property, reason: unknownProperty(property, Object.keys(shape)) });
  }
  return { inputs, problems };
}

/** What is wrong with inputs of which exactly one is to be given. What is unknown yet is given. */
export function checkChoices({ oneOf = [] }: Declaration, given: Bag): Problem[] {
  return oneOf.flatMap((group) => {
    const chosen = group.filter((name) => given[name] !== undefined);
    if (chosen.length === 1) return [];
    const reason = `is one of ${group.join(", ")}: give exactly one of them`;
    return [{ property: chosen.at(-1) ?? group[0] ?? "", reason }];
  });
}

/** Where the name of a resource that was given none comes from. */
export interface Naming {
  /** The name that the program gave the resource. */
  name: string;
  /** Random bytes that stay the same when the same step is taken again. */
  seed: Uint8Array;
  /** The name that the engine proposes, when it is told how to name. */
  proposed?: string | undefined;
}

const MAX_NAME = 24;

/** Gives a resource that has no name the one it had before, the one the engine proposes, or one of its own. */
export function named(declaration: Declaration, given: Bag, olds: Bag, naming: Naming): Bag {
  const property = declaration.autoname;
  if (property === undefined || given[property] !== undefined) return given;
  const suffix = createHash("sha256").update(naming.seed).digest("hex").slice(0, 7);
  const name = naming.proposed ?? `${naming.name.slice(0, MAX_NAME)}-${suffix}`;
  return { ...given, [property]: olds[property] ?? name };
}

function problemOf(property: string, issue: z.core.$ZodIssue): Problem {
  const path = issue.path
    .map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`))
    .join("");
  return { property: `${property}${path}`, reason: issue.message };
}

function unknownProperty(property: string, known: string[]): string {
  const alike = known.find((name) => name.toLowerCase() === property.toLowerCase());
  return alike === undefined
    ? `is not a property of this resource; it has ${known.join(", ")}`
    : `is not a property of this resource; did you mean ${alike}?`;
}
