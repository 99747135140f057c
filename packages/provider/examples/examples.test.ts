import { globSync } from "node:fs";
import { basename } from "node:path";
import { startEmulator } from "@dialer/emulator";
import { testStack } from "@dialer/engine";
import { expect, it, onTestFinished } from "vitest";
import { Operations } from "../server/operations.ts";
import { providerService } from "../server/service.ts";
import { impatientClock } from "../testing/world.ts";

/** What it refers to cannot be had on a local Twilio: nobody can make a short code through the API. */
const unheard = ["messaging/short-code.ts"];

const programs = globSync("*/*.ts", { cwd: import.meta.dirname })
  .filter((path) => !basename(path).startsWith("get-") && !basename(path).startsWith("list-"))
  .filter((path) => !unheard.includes(path));

it.each(programs.toSorted())("the example %s comes up, and stays as it is", async (path) => {
  const emulator = await startEmulator({ buildMs: 0, emergencyMs: 0 });
  onTestFinished(() => emulator.close());
  const operations = new Operations({ environment: emulator.env, clock: impatientClock });
  onTestFinished(() => operations.close());
  const stack = testStack({ providers: { twilio: { service: providerService(operations) } } });
  await stack.up({ program: () => import(/* @vite-ignore */ `./${path}`) });
  const types = stack.resources.filter(({ type }) => type.startsWith("twilio:"));
  expect(types.length).toBeGreaterThan(0);
  const { changes } = await stack.refresh();
  expect(Object.keys(changes)).toEqual(["same"]);
});
