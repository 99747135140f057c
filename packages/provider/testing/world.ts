import { type Emulator, type EmulatorOptions, startEmulator, twilioClient } from "@dialer/emulator";
import type { Twilio } from "twilio";
import { onTestFinished } from "vitest";
import { systemClock } from "../client/clock.ts";
import { AssetValue } from "../declare/asset.ts";
import { sha256 } from "../properties/values.ts";
import { Operations } from "../server/operations.ts";
import { serve } from "../server/serve.ts";
import { TestEngine } from "./engine.ts";

/** A Twilio of the test's own, the official client to look at it with, and an engine with a provider for it. */
export interface World {
  emulator: Emulator;
  twilio: Twilio;
  engine: TestEngine;
  /** Another engine with a fresh provider for the same Twilio, as in a later run. */
  another(config?: Record<string, unknown>): Promise<TestEngine>;
  /** The requests so far as `POST /v1/Services`, without SIDs; forgets them. */
  requests(): string[];
  /** The same, only those that change something. */
  writes(): string[];
}

/** Waits as the machine does, but never long: what is waited for at the emulator takes milliseconds. */
export const impatientClock = {
  ...systemClock,
  sleep: (milliseconds: number, signal: AbortSignal) => systemClock.sleep(Math.min(milliseconds, 5), signal),
};

/** Makes a world for one test, which ends with it. */
export async function makeWorld(options: EmulatorOptions = {}): Promise<World> {
  const emulator = await startEmulator({ buildMs: 20, emergencyMs: 20, ...options });
  onTestFinished(() => emulator.close());
  const another = async (config: Record<string, unknown> = {}) => {
    const serving = await serve(new Operations({ environment: emulator.env, clock: impatientClock }));
    const engine = new TestEngine(serving.port);
    onTestFinished(() => {
      engine.close();
      serving.close();
    });
    await engine.configure(config);
    return engine;
  };
  const requests = () =>
    emulator.requests
      .splice(0)
      .map(({ method, path }) => `${method} ${path.replaceAll(/[A-Z]{2}[0-9a-f]{32}/g, "*")}`);
  return {
    emulator,
    twilio: twilioClient(emulator),
    engine: await another(),
    another,
    requests,
    writes: () => requests().filter((request) => !request.startsWith("GET")),
  };
}

/** The content of a file, as an engine sends it. */
export function text(content: string): AssetValue {
  return new AssetValue(sha256(content), { text: content });
}
