import pulumi from "@pulumi/pulumi";
import { Thing } from "../testing/resource.ts";
import type { Case } from "./case.ts";

export default {
  steps: [
    {
      program: async () => {
        pulumi.runtime.registerInvokeTransform(async ({ args, opts }) => ({
          args: { ...args, added: "by a transform" },
          opts,
        }));
        const found: { asked: string; added: string } = await pulumi.runtime.invoke("test:index:getThing", {
          asked: "by the program",
        });
        new Thing("a", { found: `${found.asked}, ${found.added}` });
      },
      expected: { create: 2 },
      check: ({ stack }) => {
        const { found } = stack.resource("a").inputs;
        if (found !== "by the program, by a transform") throw new Error(`the invoke found ${found}`);
      },
    },
  ],
} satisfies Case;
