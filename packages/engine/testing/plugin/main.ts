import { appendFileSync, existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { Server, ServerCredentials } from "@grpc/grpc-js";
import provgrpc from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import { toWire } from "../../property/wire.ts";
import { type TestCall, type TestFaults, TestProvider } from "../provider.ts";
import { type StoredWorld, TestWorld } from "../world.ts";

/**
 * The test provider as a plugin. Its world outlives it in the file TEST_WORLD; beside it stand the ids of its processes
 * (`.pids`) and the calls it got (`.calls`). TEST_FAULTS are its faults as JSON; TEST_FAULT names a resource whose create
 * fails, TEST_HANG one whose create never ends, TEST_GATE one whose create ends when the file of the same name is beside
 * the world's.
 */
const worldFile = process.env.TEST_WORLD;
const faults: TestFaults = JSON.parse(process.env.TEST_FAULTS ?? "{}");
const provider = new TestProvider();
provider.faults = { ...faults, [`Create ${process.env.TEST_FAULT}`]: true };
provider.before = async (call) => {
  load();
  note(call);
  if (isCreateOf(process.env.TEST_HANG, call)) await new Promise(() => {});
  if (isCreateOf(process.env.TEST_GATE, call)) await gate();
};
provider.after = save;

function isCreateOf(name: string | undefined, { method, urn, preview }: TestCall): boolean {
  return !preview && method === "Create" && urn.endsWith(`::${name}`);
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
});
