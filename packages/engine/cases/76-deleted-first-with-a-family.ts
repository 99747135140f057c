import { Group, Thing } from "../testing/resource.ts";
import type { Case } from "./case.ts";

/** `a` is deleted before it is made again: what of all that has to do with it goes with it? */
const program =
  (name: string, without = "") =>
  () => {
    const group = new Group("group");
    const a = new Thing("a", { name }, { parent: group });
    const child = new Thing("child", { colour: "red" }, { parent: a });
    const after = new Thing("after", {}, { dependsOn: a });
    const first = new Thing("first", { key: a.ref }, { deleteBeforeReplace: false });
    const third = without === "third" ? [] : [new Thing("third", { key: a.ref })];
    const ignoring = new Thing("ignoring", { key: a.ref }, { ignoreChanges: ["key"] });
    const listed = new Thing("listed", { of: [a.ref] }, { replaceOnChanges: ["of[0]"] });
    const kept = new Thing("kept", { key: a.ref }, { retainOnDelete: true });
    const dependsOn = [child, after, ignoring, listed, kept, ...third];
    new Thing("last", { name: first.ref }, { dependsOn });
  };

export default {
  leaves: ["kept"],
  steps: [
    { program: program("1"), expected: { create: 11 } },
    { program: program("2", "third") },
    {
      program: program("3"),
      faults: { "Create last": true },
      fails: "Create of last was refused",
    },
    { program: program("3") },
    { program: program("3"), expected: { same: 11 } },
  ],
} satisfies Case;
