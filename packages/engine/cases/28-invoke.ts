import pulumi from "@pulumi/pulumi";
import { Thing } from "../testing/resource.ts";
import type { Case } from "./case.ts";

const program = () => {
  const a = new Thing("a");
  const plain = pulumi.output(pulumi.runtime.invoke("test:index:look", { at: "it" }));
  const later = pulumi.runtime.invokeOutput<{ at: string }>("test:index:look", { at: a.ref });
  const hidden = pulumi.runtime.invokeOutput<{ at: string }>("test:index:look", { at: pulumi.secret("s") });
  return { plain: plain.apply(({ at }) => at), later: later.apply(({ at }) => at), hidden };
};

export default {
  steps: [
    {
      program,
      expected: { create: 2 },
      outputs: { plain: "it", later: "id-a-1", hidden: { at: "s", token: "test:index:look" } },
    },
    { expected: { same: 2 }, calls: [] },
  ],
} satisfies Case;
