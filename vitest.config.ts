import { defineConfig } from "vitest/config";

// Every test file runs in a process of its own: stacks, servers and plugins must not share state.
export default defineConfig({
  test: {
    include: ["**/*.test.ts"],
    exclude: ["**/node_modules/**", "**/.build/**", "**/.demo/**"],
    pool: "forks",
    testTimeout: 60_000,
    hookTimeout: 60_000,
    restoreMocks: true,
    reporters: ["default", "./test/closing-line.ts"],
  },
});
