import { Thing } from "../testing/resource.ts";
import type { Case } from "./case.ts";

const pending = (count: number) => ({
  check: ({ stack }: { stack: { snapshot: { pendingOperations: unknown[] } } }) => {
    const found = stack.snapshot.pendingOperations.length;
    if (found !== count) throw new Error(`${found} operations are pending`);
  },
});

export default {
  steps: [
    { program: () => new Thing("a"), dies: "Create a", ...pending(1) },
    { run: "refresh", ...pending(1) },
    { run: "refresh", clearPendingCreates: true, ...pending(0) },
    { expected: { same: 1, create: 1 }, calls: ["Create a"] },
  ],
} satisfies Case;
