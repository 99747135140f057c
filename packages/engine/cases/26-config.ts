import pulumi from "@pulumi/pulumi";
import { Secret } from "../property/value.ts";
import { Thing } from "../testing/resource.ts";
import type { Case } from "./case.ts";

export default {
  config: { "project:colour": "red", "project:size": "3", "project:word": { secret: "hidden" } },
  steps: [
    {
      program: () => {
        const config = new pulumi.Config();
        new Thing("a", {
          colour: config.require("colour"),
          count: config.requireNumber("size"),
          word: config.requireSecret("word"),
        });
        return { missing: config.get("missing") ?? "none" };
      },
      expected: { create: 2 },
      outputs: { missing: "none" },
      state: { a: { inputs: { colour: "red", count: 3, word: new Secret("hidden") } } },
    },
    {
      program: () => new Thing("a", { colour: new pulumi.Config().require("nothing") }),
      fails: "Missing required configuration variable 'project:nothing'",
      outputs: { missing: "none" },
    },
  ],
} satisfies Case;
