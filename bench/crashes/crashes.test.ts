import { expect, it, vi } from "vitest";
import { run } from "./main.ts";

it("an engine that is killed leaves no process at work; one `up` sets everything right, nothing doubled or lost", async () => {
  const log = vi.spyOn(console, "log").mockImplementation(() => {});
  await run(["--times", "3", "--seed", "7"]);
  const [killed, , recovered, late] = log.mock.lastCall?.[0].trim().split(/ +/) ?? [];
  expect({ killed, recovered, late }).toEqual({ killed: "3", recovered: expect.anything(), late: "0" });
}, 900_000);
