import pulumi from "@pulumi/pulumi";
import { Thing } from "../testing/resource.ts";
import type { Case } from "./case.ts";

const failures: string[] = [];

/** @param tries after how many failures it gives up */
function persistent(tries: number): pulumi.ErrorHook {
  return new pulumi.ErrorHook("persistent", ({ name, failedOperation, errors }) => {
    failures.push(`${failedOperation} ${name}: ${errors.join(", ")}`);
    return errors.length < tries;
  });
}

export default {
  steps: [
    {
      program: () => {
        new Thing("a", {}, { hooks: { onError: [persistent(3)] } });
      },
      faults: { "Create a": true },
      fails: "Create of a was refused",
      warns: "retrying create due to on-error hook request (2/100)",
      previewDiffers: "a preview creates nothing that could fail",
      calls: ["Create a", "Create a", "Create a"],
      check: () => {
        const refused = "Create of a was refused";
        const told = [refused, `${refused}, ${refused}`, `${refused}, ${refused}, ${refused}`];
        const wanted = told.map((errors) => `create a: ${errors}`).join("\n");
        const written = failures.splice(0).join("\n");
        if (written !== wanted) throw new Error(`the hook was told\n${written}`);
      },
    },
    { expected: { create: 1, same: 1 }, calls: ["Create a"] },
  ],
} satisfies Case;
