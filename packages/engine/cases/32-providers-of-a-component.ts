import { Group, Other, OtherProvider, Provider, Thing } from "../testing/resource.ts";
import type { Case } from "./case.ts";

export default {
  steps: [
    {
      program: () => {
        const mine = new Provider("mine", { region: "eu" });
        const others = new OtherProvider("others", { region: "us" });
        const group = new Group("group", { providers: [mine, others] });
        const inner = new Group("inner", { parent: group });
        const a = new Thing("a", {}, { parent: inner });
        new Other("b", {}, { parent: a });
        new Other("c");
        return {
          a: mine.id.apply(() => "made"),
        };
      },
      expected: { create: 8 },
      outputs: { a: "made" },
      check: ({ stack }) => {
        const provider = (name: string) => stack.resource(name).provider?.split("::").at(-2);
        const providers = ["a", "b", "c"].map(provider);
        if (providers.join() !== "mine,others,default") throw new Error(`they went to ${providers}`);
      },
    },
    { expected: { same: 8 }, calls: [] },
  ],
} satisfies Case;
