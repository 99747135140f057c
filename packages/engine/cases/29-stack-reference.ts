import pulumi from "@pulumi/pulumi";
import { Secret } from "../property/value.ts";
import { Thing } from "../testing/resource.ts";
import type { Case } from "./case.ts";

const other = "organization/project/other";

export default {
  otherStacks: { [other]: { colour: "red", word: new Secret("hidden") } },
  steps: [
    {
      program: () => {
        const reference = new pulumi.StackReference(other);
        new Thing("a", { colour: reference.requireOutput("colour"), word: reference.getOutput("word") });
        return { none: reference.getOutput("nothing").apply((value) => value ?? "none") };
      },
      expected: { create: 2 },
      outputs: { none: "none" },
      state: { a: { inputs: { colour: "red", word: new Secret("hidden") } } },
    },
    { expected: { same: 2 }, calls: [] },
    {
      program: () => new Thing("a", { colour: new pulumi.StackReference(other).requireOutput("nothing") }),
      fails: "Required output 'nothing' does not exist on stack 'organization/project/other'",
      previewDiffers: "it fails, too, with the same words",
    },
  ],
} satisfies Case;
