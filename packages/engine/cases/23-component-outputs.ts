import pulumi from "@pulumi/pulumi";
import { Thing } from "../testing/resource.ts";
import type { Case } from "./case.ts";

class Wrapper extends pulumi.ComponentResource {
  readonly inner: pulumi.Output<string>;

  constructor(name: string, colour: string) {
    super("test:index:Wrapper", name, { colour });
    this.inner = new Thing("a", { colour }, { parent: this }).ref;
    this.registerOutputs({ inner: this.inner });
  }
}

const program = (colour: string) => () => ({ of: new Wrapper("wrapper", colour).inner });

export default {
  steps: [
    {
      program: program("red"),
      expected: { create: 3 },
      outputs: { of: "id-a-1" },
      state: { wrapper: { custom: false, outputs: { inner: "id-a-1" } } },
    },
    { program: program("blue"), expected: { same: 1, update: 2 }, calls: ["Update a"] },
    { expected: { same: 3 }, calls: [] },
  ],
} satisfies Case;
