import pulumi from "@pulumi/pulumi";
import { Thing } from "../testing/resource.ts";
import type { Case } from "./case.ts";

const program = (text: string) => () => {
  const note = new pulumi.asset.StringAsset(text);
  new Thing("a", { note });
  new Thing("b", { archive: new pulumi.asset.AssetArchive({ "folder/note.txt": note }) });
};

export default {
  steps: [
    { program: program("one"), expected: { create: 3 } },
    { expected: { same: 3 }, calls: [] },
    { program: program("two"), expected: { same: 1, update: 2 }, calls: ["Update a", "Update b"] },
  ],
} satisfies Case;
