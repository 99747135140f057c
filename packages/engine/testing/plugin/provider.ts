import { appendFileSync, existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { stripSecrets } from "../../property/secret.ts";
import { toWire } from "../../property/wire.ts";
import { type TestCall, type TestFaults, TestProvider } from "../provider.ts";
import { type StoredWorld, TestWorld } from "../world.ts";

/** How long a call goes on after a Ctrl-C: time enough for the engine to see it first. */
const interruptMs = 500;

/** The worlds that providers of this process share, by their file. */
const worlds = new Map<string, TestWorld>();

/**
 * The test provider as a plugin. Its world outlives it in the file TEST_WORLD; beside it stand the calls it got (`.calls`).
 * TEST_FAULTS are its faults as JSON; TEST_FAULT names a resource whose create fails, TEST_HANG one whose create never ends,
 * TEST_GATE one whose create ends when the file of the same name is beside the world's. TEST_DIES and TEST_INTERRUPTED are
 * calls (`Create a`) during which the engine, whose process id is beside the world's, is killed or gets a Ctrl-C; TEST_LEAKS
 * is one that fails with all its inputs in the error.
 */
export function pluginProvider(env: NodeJS.ProcessEnv): TestProvider {
  const { TEST_WORLD: file } = env;
  const faults: TestFaults = JSON.parse(env.TEST_FAULTS ?? "{}");
  const provider = new TestProvider(worldOf(file));
  provider.faults = { ...faults, [`Create ${env.TEST_FAULT}`]: true };
  if (file === undefined) return provider;
  const load = () => restore(provider.world, file);
  provider.before = async (call) => {
    note(file, call);
    if (isCall(env.TEST_DIES, call)) {
      signalEngine(file, "SIGKILL");
      process.exit(1);
    }
    if (isCall(env.TEST_LEAKS, call)) {
      throw new Error(`refused: ${JSON.stringify(stripSecrets(call.inputs))}`);
    }
    if (isCall(env.TEST_INTERRUPTED, call)) {
      signalEngine(file, "SIGINT");
      await setTimeout(interruptMs);
    }
    if (isCall(`Create ${env.TEST_HANG}`, call)) await new Promise(() => {});
    if (isCall(`Create ${env.TEST_GATE}`, call)) {
      while (!existsSync(`${file}.${env.TEST_GATE}`)) await setTimeout(20);
    }
    load();
  };
  provider.after = () => save(provider.world, file);
  return provider;
}

function isCall(described: string | undefined, { method, urn, preview }: TestCall): boolean {
  return !preview && described === `${method} ${urn.split("::").at(-1)}`;
}

function signalEngine(file: string, signal: NodeJS.Signals): void {
  process.kill(Number(readFileSync(`${file}.engine`, "utf8")), signal);
}

function worldOf(file: string | undefined): TestWorld {
  const world = worlds.get(file ?? "") ?? new TestWorld();
  if (file !== undefined) worlds.set(file, world);
  return world;
}

/** The world may have been changed by another process since. */
function restore(world: TestWorld, file: string): void {
  if (!existsSync(file)) return;
  world.restore(TestWorld.fromJSON(JSON.parse(readFileSync(file, "utf8")) as StoredWorld));
}

function save(world: TestWorld, file: string): void {
  const temporary = `${file}.${process.pid}`;
  writeFileSync(temporary, JSON.stringify(world));
  renameSync(temporary, file);
}

function note(file: string, { inputs, ...call }: TestCall): void {
  appendFileSync(`${file}.calls`, `${JSON.stringify({ ...call, inputs: toWire(inputs) })}\n`);
}
