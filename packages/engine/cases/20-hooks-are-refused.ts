import pulumi from "@pulumi/pulumi";
import { Thing } from "../testing/resource.ts";
import type { Case } from "./case.ts";

export default {
  steps: [
    {
      program: () => {
        const hook = new pulumi.ResourceHook("hook", () => {});
        new Thing("a", {}, { hooks: { beforeCreate: [hook] } });
      },
      fails: "resource hooks",
      deviates: "resource hooks are not supported",
    },
  ],
} satisfies Case;
