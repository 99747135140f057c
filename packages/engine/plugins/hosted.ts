import { pathToFileURL } from "node:url";
import {
  type handleUnaryCall,
  Metadata,
  type ServerUnaryCall,
  type ServiceError,
  status,
  type UntypedServiceImplementation,
} from "@grpc/grpc-js";
import { type ProviderStub, stubMethods } from "./stub.ts";

/** Where a hosted plugin runs. */
export interface PluginSurroundings {
  /** The project's folder, which relative paths start from. */
  folder: string;
  env: NodeJS.ProcessEnv;
}

/** A `ResourceProvider` service, and what ends it. */
export interface HostedPlugin {
  service: UntypedServiceImplementation;
  close(): void;
}

/** What a plugin's package exports as `service` from `./service`. */
export type PluginService = (surroundings: PluginSurroundings) => HostedPlugin;

/**
 * Loads a plugin into this process: no process to start, no connection, nothing to serialise.
 * @param module the path of what its package exports as `./service`
 * @throws Error that names the module when it does not load
 */
export async function loadPlugin(
  packageName: string,
  module: string,
  surroundings: PluginSurroundings,
): Promise<HostedPlugin> {
  try {
    const loaded = await importPlugin(module);
    if (typeof loaded.service !== "function") throw new Error("it exports no function `service`");
    return loaded.service(surroundings);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`the provider plugin "${packageName}" (${module}) did not load: ${why}`, { cause });
  }
}

/** The module that a plugin's package exports as `./service`. It is loaded once. */
export function importPlugin(module: string): Promise<{ service?: PluginService }> {
  return import(pathToFileURL(module).href);
}

/** A service in this process as clients speak to it: messages are handed over as they are. */
export function stubOf(service: UntypedServiceImplementation): ProviderStub {
  const stub = (method: string) => (request: object, callback: Callback) => {
    const handle = service[method] as handleUnaryCall<object, object> | undefined;
    if (handle === undefined) {
      callback(serviceError({ code: status.UNIMPLEMENTED, details: `there is no ${method}` }), undefined);
      return;
    }
    const call = { request, metadata: new Metadata() } as ServerUnaryCall<object, object>;
    handle(call, (error, response) => callback(error ? serviceError(error) : null, response));
  };
  const methods = Object.fromEntries(stubMethods.map((method) => [method, stub(method)]));
  return { ...methods, close() {} } as ProviderStub;
}

type Callback = (error: ServiceError | null, response: object | null | undefined) => void;

/** An error as it would come over a connection. */
function serviceError(error: Partial<ServiceError>): ServiceError {
  const { code = status.UNKNOWN, details = error.message ?? "", metadata = new Metadata() } = error;
  return Object.assign(new Error(`${code} ${status[code]}: ${details}`), { code, details, metadata });
}
