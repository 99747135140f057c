import pulumi from "@pulumi/pulumi";
import { Group, Thing } from "../testing/resource.ts";
import type { Case } from "./case.ts";

export default {
  steps: [
    {
      program: () => {
        new Group("one");
        new Thing("a", { colour: "red" });
      },
      expected: { create: 3 },
    },
    {
      program: () => {
        const one = new Group("one");
        new Thing("a", { colour: "red" }, { parent: one, aliases: [{ parent: pulumi.rootStackResource }] });
      },
      expected: { same: 3 },
      calls: [],
    },
    {
      program: () => {
        const one = new Group("one");
        const two = new Group("two");
        new Thing("a", { colour: "blue" }, { parent: two, aliases: [{ parent: one }] });
      },
      expected: { same: 2, create: 1, update: 1 },
      calls: ["Update a"],
      world: ["id-a-1"],
    },
  ],
} satisfies Case;
