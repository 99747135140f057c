import pulumi from "@pulumi/pulumi";
import { Thing } from "../testing/resource.ts";
import type { Case } from "./case.ts";

export default {
  steps: [
    {
      program: () =>
        new Thing("a", {}, { transforms: [async (args) => ({ props: args.props, opts: args.opts })] }),
      fails: "uses transforms, which this engine does not support",
    },
    {
      program: () => {
        const hook = new pulumi.ResourceHook("hook", () => {});
        new Thing("a", {}, { hooks: { beforeCreate: [hook] } });
      },
      fails: "resource hooks",
    },
  ],
} satisfies Case;
