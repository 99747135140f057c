import { expect, it } from "vitest";
import { newResource } from "../state/new-resource.ts";
import { refreshSteps } from "./refresh.ts";

it("a refresh reads one resource of each type, then another of each, in the order of the state", () => {
  const resource = (type: string, name: string) => newResource({ urn: name, type });
  const resources = [resource("a", "1"), resource("a", "2"), resource("b", "3"), resource("a", "4")];
  const steps = refreshSteps([...resources, resource("c", "5"), resource("b", "6")]);
  expect(steps.map(({ urn }) => urn).join(" ")).toBe("1 3 5 2 6 4");
});
