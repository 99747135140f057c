import pulumi from "@pulumi/pulumi";
import { Secret } from "../property/value.ts";
import { Thing } from "../testing/resource.ts";
import type { Case } from "./case.ts";

const program = (password: string) => () => {
  const a = new Thing("a", { colour: pulumi.secret("red"), password });
  const b = new Thing("b", { of: pulumi.interpolate`${a.ref} is ${pulumi.secret("quiet")}` });
  return { size: b.size };
};

export default {
  steps: [
    {
      program: program("one"),
      expected: { create: 3 },
      outputs: { size: 1 },
      state: {
        a: {
          inputs: { colour: new Secret("red"), password: "one" },
          outputs: { colour: new Secret("red"), password: new Secret("one"), size: 2, ref: "id-a-1" },
        },
        b: { inputs: { of: new Secret("id-a-1 is quiet") } },
      },
    },
    { expected: { same: 3 }, calls: [] },
    { program: program("two"), expected: { same: 2, update: 1 }, calls: ["Update a"] },
  ],
} satisfies Case;
