import { defineConfig } from "vitest/config";
import { pulumiEnvironment } from "./scripts/pulumi.ts";

// As for every command: what one process has compiled, the next need not.
process.env.NODE_COMPILE_CACHE = pulumiEnvironment().NODE_COMPILE_CACHE;

const unwanted = ["**/node_modules/**", "**/.build/**", "**/.demo/**"];

/** What brings up stacks, or works on what a process has only once: its folder, its environment, its rejections. */
const apart = [
  "test/**/*.test.ts",
  "bench/**/*.test.ts",
  "packages/engine/**/*.test.ts",
  "packages/emulator/clients/*.test.ts",
  "packages/provider/*.test.ts",
];

export default defineConfig({
  test: {
    pool: "forks",
    // Most tests wait for processes of their own: one file a core keeps two cores busy, one less would not.
    maxWorkers: "100%",
    // Far above what anything takes: a limit for what hangs, not a measure of speed.
    testTimeout: 240_000,
    hookTimeout: 240_000,
    restoreMocks: true,
    reporters: ["default", "./test/closing-line.ts"],
    projects: [
      // A process for each file: stacks, servers and plugins must not share state.
      { extends: true, test: { name: "apart", include: apart, exclude: unwanted } },
      // All in a few processes, which load each module once: half the time of small files is their start.
      {
        extends: true,
        test: {
          name: "together",
          include: ["**/*.test.ts"],
          exclude: [...unwanted, ...apart],
          isolate: false,
        },
      },
    ],
  },
});
