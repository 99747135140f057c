import type pulumi from "@pulumi/pulumi";
import { Group, Thing } from "../testing/resource.ts";
import type { Case } from "./case.ts";
import { HookDiary } from "./hook-diary.ts";

const diary = new HookDiary();

/** A component that says when it is complete: then come the hooks that run after it. */
class Complete extends Group {
  constructor(name: string, options: pulumi.ComponentResourceOptions) {
    super(name, options);
    this.registerOutputs();
  }
}

export default {
  steps: [
    {
      program: () => {
        const hooks = { beforeCreate: [diary.hook("before", { fails: "not today" })] };
        new Thing("a", {}, { hooks });
      },
      fails: 'before hook "before" failed: not today',
      previewDiffers: "hooks do not run in a preview",
      calls: [],
      state: { a: null },
    },
    {
      program: () => {
        const a = new Thing(
          "a",
          {},
          { hooks: { afterCreate: [diary.hook("after", { fails: "too late" })] } },
        );
        new Thing("b", {}, { dependsOn: a });
      },
      fails: 'after hook "after" failed: too late',
      previewDiffers: "hooks do not run in a preview",
      calls: ["Create a"],
      state: { a: { initErrors: [] }, b: null },
    },
    {
      program: () => {
        const failing = diary.hook("after", { fails: "never mind", ignoreErrors: true });
        new Thing("a", { colour: "red" }, { hooks: { afterUpdate: [failing] } });
      },
      warns: 'AfterUpdate hook "after" failed: never mind',
      expected: { same: 1, update: 1 },
    },
    {
      program: () => {
        new Thing("a", { colour: "red" });
        const hooks = { afterCreate: [diary.hook("group", { fails: "no group" })] };
        new Complete("group", { hooks });
      },
      fails: 'after hook "group" failed: no group',
      previewDiffers: "hooks do not run in a preview",
      state: { group: { custom: false } },
    },
    {
      program: () => {
        const hooks = { beforeUpdate: [diary.hook("dry", { onDryRun: true, fails: "foreseen" })] };
        new Thing("a", { colour: "blue" }, { hooks });
      },
      fails: 'before hook "dry" failed: foreseen',
      calls: [],
    },
  ],
} satisfies Case;
