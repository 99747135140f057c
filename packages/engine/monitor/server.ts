import { Server, ServerCredentials, status } from "@grpc/grpc-js";
import enggrpc from "@pulumi/pulumi/proto/engine_grpc_pb.js";
import resgrpc from "@pulumi/pulumi/proto/resource_grpc_pb.js";
import resproto from "@pulumi/pulumi/proto/resource_pb.js";
import { channelOptions } from "../plugins/stub.ts";
import type { Callback } from "./callbacks.ts";
import type { EngineService } from "./engine-service.ts";
import type { ResourceMonitor } from "./monitor.ts";
import { RpcError, unary } from "./rpc.ts";
import { UnsupportedError } from "./unsupported.ts";

/** What the program is told this engine can do; what is missing from it the program's SDK refuses itself or does without. */
const features = [
  "secrets",
  "resourceReferences",
  "outputValues",
  "aliasSpecs",
  "replacementTrigger",
  "deletedWith",
  "replaceWith",
  "parameterization",
  "transforms",
  "invokeTransforms",
  "resourceHooks",
  "errorHooks",
];

const { ResourceMonitorFeature: Feature } = resproto;
const featureNumbers = [
  Feature.RESOURCE_MONITOR_FEATURE_SECRETS,
  Feature.RESOURCE_MONITOR_FEATURE_RESOURCE_REFERENCES,
  Feature.RESOURCE_MONITOR_FEATURE_OUTPUT_VALUES,
  Feature.RESOURCE_MONITOR_FEATURE_ALIAS_SPECS,
  Feature.RESOURCE_MONITOR_FEATURE_REPLACEMENT_TRIGGER,
  Feature.RESOURCE_MONITOR_FEATURE_DELETED_WITH,
  Feature.RESOURCE_MONITOR_FEATURE_REPLACE_WITH,
  Feature.RESOURCE_MONITOR_FEATURE_PARAMETERIZATION,
  Feature.RESOURCE_MONITOR_FEATURE_TRANSFORMS,
  Feature.RESOURCE_MONITOR_FEATURE_INVOKE_TRANSFORMS,
  Feature.RESOURCE_MONITOR_FEATURE_RESOURCE_HOOKS,
  Feature.RESOURCE_MONITOR_FEATURE_ERROR_HOOKS,
];

/** What the program may ask about the run. */
export interface DeploymentFacts {
  project: string;
  stack: string;
  organization: string;
  config: Record<string, string>;
  secretKeys: string[];
  preview: boolean;
  parallel: number;
}

export interface MonitorServer {
  /** `127.0.0.1:<port>`: of the resource monitor and of the engine alike. */
  address: string;
  /** Resolves once a program that stays for its hooks has said all it wants. */
  programDone: Promise<void>;
  /** True once the program has told the person of an error. */
  readonly toldOfErrors: boolean;
  /** Lets a program go that stays for its hooks. */
  release(): void;
  close(): void;
}

/** Who answers what a program asks about its resources. */
export type MonitorService = Pick<
  ResourceMonitor,
  | "registerResource"
  | "registerResourceOutputs"
  | "readResource"
  | "invoke"
  | "registerPackage"
  | "registerStackTransform"
  | "registerStackInvokeTransform"
  | "registerResourceHook"
  | "registerErrorHook"
  | "signalAndWaitForShutdown"
  | "programDone"
  | "release"
  | "close"
>;

/**
 * Listens for a program.
 * @param onError told of a mistake of the program's that ends the run
 */
export async function serveMonitor(
  monitor: MonitorService,
  engine: EngineService,
  facts: DeploymentFacts,
  onError: (error: Error) => void,
): Promise<MonitorServer> {
  const server = new Server(channelOptions);
  const call = <Request, Response>(handle: (request: Request) => Response | Promise<Response>) =>
    unary(handle, onError);
  const refuse = (what: string) =>
    call<unknown, never>(() => {
      throw new UnsupportedError(what, "the program");
    });
  server.addService(resgrpc.ResourceMonitorService, {
    getDeploymentInfo: call(() => deploymentInfo(facts)),
    supportsFeature: call((request: InstanceType<typeof resproto.SupportsFeatureRequest>) =>
      new resproto.SupportsFeatureResponse().setHassupport(features.includes(request.getId())),
    ),
    registerResource: call((request: Parameters<ResourceMonitor["registerResource"]>[0]) =>
      monitor.registerResource(request),
    ),
    registerResourceOutputs: call((request: Parameters<ResourceMonitor["registerResourceOutputs"]>[0]) =>
      monitor.registerResourceOutputs(request),
    ),
    readResource: call((request: Parameters<ResourceMonitor["readResource"]>[0]) =>
      monitor.readResource(request),
    ),
    invoke: call((request: Parameters<ResourceMonitor["invoke"]>[0]) => monitor.invoke(request)),
    registerPackage: call((request: Parameters<ResourceMonitor["registerPackage"]>[0]) =>
      monitor.registerPackage(request),
    ),
    signalAndWaitForShutdown: call(() => monitor.signalAndWaitForShutdown()),
    call: refuse("a method of a resource (call)"),
    registerStackTransform: call((callback: Callback) => monitor.registerStackTransform(callback)),
    registerStackInvokeTransform: call((callback: Callback) =>
      monitor.registerStackInvokeTransform(callback),
    ),
    registerResourceHook: call((request: Parameters<ResourceMonitor["registerResourceHook"]>[0]) =>
      monitor.registerResourceHook(request),
    ),
    registerErrorHook: call((request: Parameters<ResourceMonitor["registerErrorHook"]>[0]) =>
      monitor.registerErrorHook(request),
    ),
  });
  server.addService(enggrpc.EngineService, {
    log: call((request: Parameters<EngineService["log"]>[0]) => engine.log(request)),
    getRootResource: call(() => engine.getRootResource()),
    setRootResource: call((request: Parameters<EngineService["setRootResource"]>[0]) =>
      engine.setRootResource(request),
    ),
    startDebugging: refuse("debugging (startDebugging)"),
    requirePulumiVersion: call(() => {
      throw new RpcError(
        status.UNIMPLEMENTED,
        "this engine is not the Pulumi CLI: requirePulumiVersion is not supported",
      );
    }),
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    );
  });
  const close = () => {
    closeSoon(server);
    monitor.close();
  };
  return {
    address: `127.0.0.1:${port}`,
    programDone: monitor.programDone,
    get toldOfErrors() {
      return engine.toldOfErrors;
    },
    release: () => monitor.release(),
    close,
  };
}

/** How long answers that are on their way may take, in milliseconds. */
const closing = 1000;

/** Takes no new calls, and lets what was answered already arrive. */
function closeSoon(server: Server): void {
  const force = setTimeout(() => server.forceShutdown(), closing).unref();
  server.tryShutdown(() => clearTimeout(force));
}

function deploymentInfo(facts: DeploymentFacts) {
  const info = new resproto.DeploymentInfo()
    .setProject(facts.project)
    .setStack(facts.stack)
    .setOrganization(facts.organization)
    .setConfigsecretkeysList(facts.secretKeys)
    .setDryrun(facts.preview)
    .setParallel(facts.parallel)
    .setSupportedfeaturesList(featureNumbers);
  for (const [key, value] of Object.entries(facts.config)) info.getConfigMap().set(key, value);
  return info;
}
