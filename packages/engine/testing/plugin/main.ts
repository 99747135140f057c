import { appendFileSync, existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { flushCompileCache } from "node:module";
import { setTimeout } from "node:timers/promises";
import { Server, ServerCredentials } from "@grpc/grpc-js";
import provgrpc from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import { stripSecrets } from "../../property/secret.ts";
import { toWire } from "../../property/wire.ts";
import { type TestCall, type TestFaults, TestProvider } from "../provider.ts";
import { type StoredWorld, TestWorld } from "../world.ts";

/**
 * The test provider as a plugin. Its world outlives it in the file TEST_WORLD; beside it stand the ids of its processes
 * (`.pids`) and the calls it got (`.calls`). TEST_FAULTS are its faults as JSON; TEST_FAULT names a resource whose create
 * fails, TEST_HANG one whose create never ends, TEST_GATE one whose create ends when the file of the same name is beside
 * the world's. TEST_DIES and TEST_INTERRUPTED are calls (`Create a`) during which the engine, whose process id is beside
 * the world's, is killed or gets a Ctrl-C; TEST_LEAKS is one that fails with all its inputs in the error.
 */
const worldFile = process.env.TEST_WORLD;
/** How long a call goes on after a Ctrl-C: time enough for the engine to see it first. */
const interruptMs = 500;
const faults: TestFaults = JSON.parse(process.env.TEST_FAULTS ?? "{}");
const provider = new TestProvider();
provider.faults = { ...faults, [`Create ${process.env.TEST_FAULT}`]: true };
provider.before = async (call) => {
  load();
  note(call);
  if (isCall(process.env.TEST_DIES, call)) {
    signalEngine("SIGKILL");
    process.exit(1);
  }
  if (isCall(process.env.TEST_LEAKS, call)) {
    throw new Error(`refused: ${JSON.stringify(stripSecrets(call.inputs))}`);
  }
  if (isCall(process.env.TEST_INTERRUPTED, call)) {
    signalEngine("SIGINT");
    await setTimeout(interruptMs);
    load();
  }
  if (isCall(`Create ${process.env.TEST_HANG}`, call)) await new Promise(() => {});
  if (isCall(`Create ${process.env.TEST_GATE}`, call)) await gate();
};
provider.after = save;

function isCall(described: string | undefined, { method, urn, preview }: TestCall): boolean {
  return !preview && described === `${method} ${urn.split("::").at(-1)}`;
}

function signalEngine(signal: NodeJS.Signals): void {
  process.kill(Number(readFileSync(`${worldFile}.engine`, "utf8")), signal);
}

async function gate(): Promise<void> {
  while (!existsSync(`${worldFile}.${process.env.TEST_GATE}`)) await setTimeout(20);
  load();
}

/** The world may have been changed by another process since. */
function load(): void {
  if (worldFile === undefined || !existsSync(worldFile)) return;
  provider.world.restore(TestWorld.fromJSON(JSON.parse(readFileSync(worldFile, "utf8")) as StoredWorld));
}

function save(): void {
  if (worldFile === undefined) return;
  const temporary = `${worldFile}.${process.pid}`;
  writeFileSync(temporary, JSON.stringify(provider.world));
  renameSync(temporary, worldFile);
}

function note({ inputs, ...call }: TestCall): void {
  if (worldFile === undefined) return;
  appendFileSync(`${worldFile}.calls`, `${JSON.stringify({ ...call, inputs: toWire(inputs) })}\n`);
}

if (worldFile !== undefined) appendFileSync(`${worldFile}.pids`, `${process.pid}\n`);
const server = new Server();
server.addService(provgrpc.ResourceProviderService, provider.service);
server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
  if (error !== null) throw error;
  console.log(port);
  // It is killed, not ended: what Node compiled would never be kept.
  flushCompileCache();
});
