import pulumi from "@pulumi/pulumi";
import { Thing } from "../testing/resource.ts";
import type { Case } from "./case.ts";

const program = (key: string) => () => {
  const a = new Thing("a", { key });
  const b = new Thing("b", { of: a.ref, list: [a.id, "known"] });
  new Thing("c", { size: b.size, text: pulumi.interpolate`<${b.ref}>` });
};

export default {
  steps: [
    {
      program: program("1"),
      expected: { create: 4 },
      state: {
        b: { inputs: { of: "id-a-1", list: ["id-a-1", "known"] } },
        c: { inputs: { size: 2, text: "<id-b-1>" } },
      },
    },
    { program: program("2"), expected: { same: 2, replace: 1, update: 1 } },
  ],
} satisfies Case;
