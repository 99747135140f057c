import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { testStack } from "../index.ts";
import { verifyIntegrity } from "../state/integrity.ts";
import { TestProvider } from "../testing/provider.ts";
import type { Case } from "./case.ts";

const folder = new URL(".", import.meta.url);
const names = readdirSync(folder).filter((name) => /^\d\d-.*\.ts$/.test(name));

describe.each([1, 16])(
  "with %i resources at once, what a program registers becomes what it should",
  (parallel) => {
    for (const name of names) {
      it(name.replace(".ts", ""), async () => {
        const { default: testCase } = (await import(new URL(name, folder).href)) as { default: Case };
        const provider = new TestProvider();
        const stack = testStack({
          providers: { test: { service: provider.service } },
          config: testCase.config,
          parallel,
        });
        const intents: string[] = [];
        provider.before = ({ method, urn, preview }) => {
          if (preview || !["Create", "Update", "Delete"].includes(method)) return;
          const isKnown = stack.saved.at(-1)?.pendingOperations.some(({ resource }) => resource.urn === urn);
          intents.push(isKnown ? "saved" : `${method} of ${urn} came before its intent was saved`);
        };
        for (const [index, step] of testCase.steps.entries()) {
          const expectFailure = step.fails !== undefined;
          provider.fault = step.fault ?? (() => false);
          const { program, refresh, excludeProtected } = step;
          const options = { program, refresh, excludeProtected };
          if (step.run === undefined && !step.previewDiffers) {
            const before = JSON.stringify(stack.snapshot);
            provider.calls.length = 0;
            const preview = await stack.preview({
              ...options,
              expectFailure: expectFailure && step.fault === undefined,
            });
            if (step.expected !== undefined && step.fault === undefined) {
              expect(preview.changes, `preview of step ${index + 1}`).toEqual(step.expected);
            }
            expect(provider.worldCalls.filter(({ method }) => method !== "Read")).toEqual([]);
            expect(JSON.stringify(stack.snapshot)).toBe(before);
          }
          provider.calls.length = 0;
          const run = await stack[step.run ?? "up"]({ ...options, expectFailure });
          if (step.expected !== undefined) expect(run.changes, `step ${index + 1}`).toEqual(step.expected);
          if (step.fails !== undefined) expect(run.errors.join("\n")).toContain(step.fails);
          step.check?.({ stack, provider, run });
          verifyIntegrity(stack.snapshot);
        }
        for (const snapshot of stack.saved) verifyIntegrity(snapshot);
        expect(intents.filter((intent) => intent !== "saved")).toEqual([]);
        await stack.destroy();
        expect(stack.resources).toEqual([]);
        expect(
          [...provider.world.keys()].filter((id) => !testCase.leaves?.some((left) => id.includes(left))),
        ).toEqual([]);
      });
    }
  },
);
