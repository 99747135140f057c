import { expect, test } from "vitest";
import type { ResourceState } from "../state/resource.ts";
import { countedAs } from "./changes.ts";
import type { Step } from "./step.ts";

const old: ResourceState = {
  urn: "urn:pulumi:dev::p::test:index:Thing::a",
  custom: true,
  delete: false,
  id: "a",
  type: "test:index:Thing",
  inputs: {},
  outputs: {},
  protect: false,
  external: false,
  dependencies: [],
  initErrors: [],
  propertyDependencies: {},
  pendingReplacement: false,
  additionalSecretOutputs: [],
  aliases: [],
  retainOnDelete: false,
};
const refresh: Step = { op: "refresh", urn: old.urn, type: old.type, old, new: old };

test("a refresh that finds nothing counts as a delete; one that cannot read does not", () => {
  expect(countedAs(refresh, {})).toBe("delete");
  expect(countedAs(refresh, { error: new Error("401") })).toBeUndefined();
});
