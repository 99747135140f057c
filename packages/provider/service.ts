import type { IResourceProviderServer } from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import { Operations } from "./server/operations.ts";
import { providerService } from "./server/service.ts";

/** Where an engine hosts the provider. */
export interface Host {
  /** The project's folder. */
  folder: string;
  env: NodeJS.ProcessEnv;
}

/**
 * The provider for an engine that hosts it in its own process: the service that `plugin.ts` puts on a port, and what ends it.
 */
export function service({ folder, env }: Host): { service: IResourceProviderServer; close(): void } {
  const operations = new Operations({ folder, environment: env });
  return { service: providerService(operations), close: () => operations.close() };
}
