import { PassThrough } from "node:stream";
import { WriteStream } from "node:tty";
import { afterEach, describe, expect, it, vi } from "vitest";
import { painter } from "./style.ts";

afterEach(() => vi.unstubAllEnvs());

const { getColorDepth } = WriteStream.prototype;
const terminal = () => Object.assign(new PassThrough(), { isTTY: true, getColorDepth });
const red = "\u001b[31mtext\u001b[39m";

describe("colours", () => {
  it.each([
    ["a terminal", "auto", terminal(), {}, red],
    ["a terminal where NO_COLOR is set", "auto", terminal(), { NO_COLOR: "1" }, "text"],
    ["a terminal that can show none", "auto", terminal(), { TERM: "dumb" }, "text"],
    ["a file", "auto", new PassThrough(), {}, "text"],
    ["a file, when asked for", "always", new PassThrough(), { NO_COLOR: "1" }, red],
    ["a terminal, when not wanted", "never", terminal(), {}, "text"],
  ] as const)("on %s", (_, when, stream, env, expected) => {
    const settings = {
      FORCE_COLOR: undefined,
      NO_COLOR: undefined,
      CI: undefined,
      TERM: "xterm-256color",
      ...env,
    };
    for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
    expect(painter(when, stream)("red", "text")).toBe(expected);
  });
});
