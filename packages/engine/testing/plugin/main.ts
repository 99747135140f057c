import { appendFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { Server, ServerCredentials } from "@grpc/grpc-js";
import provgrpc from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import { fromWire, toWire } from "../../property/wire.ts";
import { TestProvider } from "../provider.ts";

/**
 * The test provider as a plugin. Its world outlives it in the file TEST_WORLD (and its process id beside it); TEST_FAULT names a resource whose create
 * fails, TEST_HANG one whose create never ends, TEST_GATE one whose create ends when the file of the same name is beside the world's.
 */
const worldFile = process.env.TEST_WORLD;
const provider = new TestProvider();
provider.fault = (method, name) => method === "Create" && name === process.env.TEST_FAULT;
provider.before = async ({ method, urn, preview }) => {
  load();
  if (!preview && method === "Create" && urn.endsWith(`::${process.env.TEST_HANG}`))
    await new Promise(() => {});
  if (!preview && method === "Create" && urn.endsWith(`::${process.env.TEST_GATE}`)) await gate();
};
provider.after = save;

async function gate(): Promise<void> {
  while (!existsSync(`${worldFile}.${process.env.TEST_GATE}`)) await setTimeout(20);
}

function load(): void {
  if (worldFile === undefined) return;
  try {
    const world = JSON.parse(readFileSync(worldFile, "utf8")) as Record<
      string,
      { type: string; properties: never }
    >;
    provider.world.clear();
    for (const [id, { type, properties }] of Object.entries(world)) {
      provider.world.set(id, { type, properties: fromWire(properties) });
    }
  } catch {
    // Nothing exists yet.
  }
}

function save(): void {
  if (worldFile === undefined) return;
  const entries = [...provider.world].map(([id, { type, properties }]) => [
    id,
    { type, properties: toWire(properties) },
  ]);
  writeFileSync(worldFile, JSON.stringify(Object.fromEntries(entries)));
}

if (worldFile !== undefined) appendFileSync(`${worldFile}.pids`, `${process.pid}\n`);
const server = new Server();
server.addService(provgrpc.ResourceProviderService, provider.service);
server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
  if (error !== null) throw error;
  console.log(port);
});
