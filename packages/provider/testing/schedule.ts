import { createHash } from "node:crypto";
import type { Emulator, Fault } from "@dialer/emulator";
import { type TestStack, testStack } from "@dialer/engine";
import { expect, onTestFinished } from "vitest";
import { Operations } from "../server/operations.ts";
import { providerService } from "../server/service.ts";
import { Mortal } from "./mortal.ts";
import { impatientClock } from "./world.ts";

/** Which schedules run: `FAULT_SEEDS=7,1234` runs these again. What they cannot fix is the order of what runs at once. */
export function seedsOf(count: number): string[] {
  const first = Array.from({ length: count }, (_, index) => String(index + 1));
  return process.env.FAULT_SEEDS?.split(",") ?? first;
}

/** How often a stack is brought up in bad weather before it is brought up in good. */
export const ROUNDS = 3;

/** How many steps a process lives at most: about as many as bringing up a small stack in bad weather takes. */
const LONGEST_LIFE = 120;

/** All that can go wrong with a request, each with its chance. */
const weather: Fault[] = [
  { status: 429, headers: { "Retry-After": "0" }, probability: 0.1 },
  { status: 503, probability: 0.08 },
  { status: 500, effect: true, lag: { looks: 2 }, probability: 0.06 },
  { status: 500, effect: true, probability: 0.04 },
  { drop: "before", probability: 0.08 },
  { drop: "after", lag: { looks: 1, alone: true }, probability: 0.06 },
  { drop: "after", probability: 0.04 },
  { method: "POST", lag: { looks: 2, alone: true }, probability: 0.1 },
  { method: "POST", lag: { looks: 3 }, probability: 0.1 },
  { delayMs: 15, probability: 0.1 },
];

/** What came of a schedule. */
export interface Weathered {
  stack: TestStack;
  /** How many processes died. */
  deaths: number;
}

/**
 * Brings a stack up again and again while requests go wrong and processes die, each at a moment that the seed chooses,
 * then once more, refreshing first, in good weather. An up after that must ask nothing of Twilio.
 *
 * @param program the program of a round; the last one is that of good weather too
 */
export async function weathered(
  emulator: Emulator,
  seed: string,
  program: (round: number) => () => void,
): Promise<Weathered> {
  let stack = stackOf(emulator);
  let deaths = 0;
  for (let round = 1; round <= ROUNDS; round++) {
    for (const fault of weather) emulator.faults.add(fault);
    const mortal = new Mortal(1 + Math.floor(chance(`life ${seed} ${round}`) * LONGEST_LIFE), impatientClock);
    stack = stackOf(emulator, mortal, stack.snapshot);
    const { saved, snapshot } = stack;
    let remembered: number | undefined;
    mortal.onDeath = () => {
      remembered = saved.length;
    };
    await stack.up({ program: program(round) }).catch(() => {});
    // Until somebody starts the next process lists have caught up.
    emulator.faults.clear();
    if (remembered === undefined) continue;
    deaths++;
    stack = stackOf(emulator, undefined, saved[remembered - 1] ?? snapshot);
  }
  stack = stackOf(emulator, undefined, stack.snapshot);
  await stack.up({ program: program(ROUNDS), refresh: true });
  emulator.requests.length = 0;
  await stack.up({ program: program(ROUNDS) });
  expect(emulator.requests, "requests of an up that changes nothing").toEqual([]);
  return { stack, deaths };
}

function stackOf(emulator: Emulator, mortal?: Mortal, snapshot?: TestStack["snapshot"]): TestStack {
  const surroundings = mortal?.surroundings ?? { clock: impatientClock };
  const operations = new Operations({ environment: emulator.env, ...surroundings });
  onTestFinished(() => operations.close());
  return testStack({
    providers: { twilio: { service: providerService(operations) } },
    ...(snapshot && { snapshot }),
  });
}

/** A number from 0 up to but not including 1. */
export function chance(seed: string): number {
  return createHash("sha256").update(seed).digest().readUInt32BE() / 2 ** 32;
}
