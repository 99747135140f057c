import { spawn } from "node:child_process";
import { once } from "node:events";
import { performance } from "node:perf_hooks";
import resproto from "@pulumi/pulumi/proto/resource_pb.js";
import emptyproto from "google-protobuf/google/protobuf/empty_pb.js";
import { makeUrn } from "../packages/engine/deploy/urn.ts";
import { EngineService } from "../packages/engine/monitor/engine-service.ts";
import { type MonitorService, serveMonitor } from "../packages/engine/monitor/server.ts";
import { programEntry, programStart } from "../packages/engine/runtime/node-program.ts";
import { sdkRunner } from "../packages/engine/runtime/sdk-ahead.ts";

/*
 * `node bench/alone.ts <folder> <parallel>`: runs the program of a project against a monitor that does nothing, and prints the
 * seconds it took: the floor for an engine that runs programs as Pulumi's SDK does. Each resource is answered at once, with its
 * inputs as its outputs.
 */

const project = "bench";
const stack = "alone";
const [root = ".", parallel = "8"] = process.argv.slice(2);
const empty = new emptyproto.Empty();

const monitor: MonitorService = {
  async registerResource(request) {
    const parent = request.getParent() || undefined;
    const urn = makeUrn(stack, project, request.getType(), request.getName(), parent);
    const response = new resproto.RegisterResourceResponse().setUrn(urn).setObject(request.getObject());
    return request.getCustom() ? response.setId(request.getName()) : response;
  },
  registerResourceOutputs: async () => empty,
  readResource: async () => new resproto.ReadResourceResponse(),
  invoke: async () => new resproto.ResourceInvokeResponse(),
  registerStackTransform: () => empty,
  registerStackInvokeTransform: () => empty,
  registerResourceHook: () => empty,
  registerErrorHook: () => empty,
  signalAndWaitForShutdown: async () => empty,
  programDone: new Promise(() => {}),
  release: () => {},
  close: () => {},
  registerPackage: (request) => new resproto.RegisterPackageResponse().setRef(request.getName()),
};

const facts = {
  project,
  stack,
  organization: "organization",
  config: {},
  secretKeys: [],
  preview: false,
  parallel: Number(parallel),
};
const failed = (error: Error) => {
  throw error;
};
const silent = new EngineService(() => {});
const server = await serveMonitor(monitor, silent, facts, failed);
const context = { ...facts, root, address: server.address };
const { folder, args, env } = programStart(context, programEntry(root, "."));
const runner = sdkRunner(folder);
if (runner === undefined) throw new Error(`@pulumi/pulumi is not installed for ${folder}`);
const start = performance.now();
const program = spawn(process.execPath, [runner, ...args], {
  cwd: folder,
  env: { ...process.env, ...env },
  stdio: ["ignore", "ignore", "inherit"],
});
const [code] = await once(program, "close");
if (code !== 0) throw new Error(`the program ended with exit code ${code}`);
console.log((performance.now() - start) / 1000);
server.close();
