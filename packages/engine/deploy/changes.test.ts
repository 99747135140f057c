import { expect, test } from "vitest";
import { newResource } from "../state/new-resource.ts";
import { countedAs } from "./changes.ts";
import type { Step } from "./step.ts";

const old = newResource({ urn: "urn:pulumi:dev::p::test:index:Thing::a", type: "test:index:Thing" });
const refresh: Step = { op: "refresh", urn: old.urn, type: old.type, old, new: old };

test("a refresh that finds nothing counts as a delete; one that cannot read does not", () => {
  expect(countedAs(refresh, {})).toBe("delete");
  expect(countedAs(refresh, { error: new Error("401") })).toBeUndefined();
});
