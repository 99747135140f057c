import { expect, it } from "vitest";
import { newResource } from "../state/new-resource.ts";
import { refreshSteps } from "./refresh.ts";

it("a refresh begins with one resource of each type, and goes on in the order of the state", () => {
  const resource = (type: string, name: string) => newResource({ urn: name, type });
  const resources = [resource("a", "1"), resource("a", "2"), resource("b", "3"), resource("a", "4")];
  expect(refreshSteps([...resources, resource("c", "5")]).map(({ urn }) => urn)).toEqual([
    "1",
    "3",
    "5",
    "2",
    "4",
  ]);
});
