import { Thing } from "../testing/resource.ts";
import type { Case } from "./case.ts";
import { HookDiary } from "./hook-diary.ts";

const diary = new HookDiary();

/** Told: the old inputs, the new ones, the old outputs, the new ones. A replacement is a create and a delete. */
export default {
  steps: [
    {
      program: () => {
        new Thing("a", { key: 1, colour: "red" }, { hooks: diary.all() });
      },
      expected: { create: 2 },
      state: {
        a: {
          resourceHooks: {
            BeforeCreate: ["beforeCreate"],
            AfterCreate: ["afterCreate"],
            BeforeUpdate: ["beforeUpdate"],
            AfterUpdate: ["afterUpdate"],
            BeforeDelete: ["beforeDelete"],
            AfterDelete: ["afterDelete"],
          },
        },
      },
      check: () => diary.expect("beforeCreate a - red - -", "afterCreate a - red - red"),
    },
    {
      program: () => {
        new Thing("a", { key: 1, colour: "blue" }, { hooks: diary.all() });
      },
      expected: { same: 1, update: 1 },
      check: () => diary.expect("beforeUpdate a red blue red -", "afterUpdate a red blue red blue"),
    },
    {
      program: () => {
        new Thing("a", { key: 2, colour: "blue" }, { hooks: diary.all() });
      },
      expected: { same: 1, replace: 1 },
      check: () =>
        diary.expect(
          "beforeCreate a - blue - -",
          "afterCreate a - blue - blue",
          "beforeDelete a blue - blue -",
          "afterDelete a blue - blue -",
        ),
    },
    {
      run: "destroy",
      fails: "it has hooks that run when it is deleted: beforeDelete, afterDelete",
      calls: [],
    },
    {
      program: () => {
        diary.all();
      },
      expected: { same: 1, delete: 1 },
      calls: ["Delete a"],
      world: [],
      check: () => diary.expect("beforeDelete a blue - blue -", "afterDelete a blue - blue -"),
    },
  ],
} satisfies Case;
