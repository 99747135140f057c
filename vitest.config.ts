import { defineConfig } from "vitest/config";

// Every test file runs in a process of its own: stacks, servers and plugins must not share state.
export default defineConfig({
  test: {
    include: ["**/*.test.ts"],
    exclude: ["**/node_modules/**", "**/.build/**", "**/.demo/**"],
    pool: "forks",
    // Most tests wait for processes of their own: one file a core keeps two cores busy, one less would not.
    maxWorkers: "100%",
    // Far above what anything takes: a limit for what hangs, not a measure of speed.
    testTimeout: 240_000,
    hookTimeout: 240_000,
    restoreMocks: true,
    reporters: ["default", "./test/closing-line.ts"],
  },
});
