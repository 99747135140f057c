import { appendFileSync } from "node:fs";
import { flushCompileCache } from "node:module";
import { Server, ServerCredentials } from "@grpc/grpc-js";
import provgrpc from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import { pluginProvider } from "./provider.ts";

/** The test provider in a process of its own; the ids of such processes stand beside the world's file (`.pids`). */
const { TEST_WORLD } = process.env;
if (TEST_WORLD !== undefined) appendFileSync(`${TEST_WORLD}.pids`, `${process.pid}\n`);
const server = new Server();
server.addService(provgrpc.ResourceProviderService, pluginProvider(process.env).service);
server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
  if (error !== null) throw error;
  console.log(port);
  // It is killed, not ended: what Node compiled would never be kept.
  flushCompileCache();
});
