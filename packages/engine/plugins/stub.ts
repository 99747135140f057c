import { credentials } from "@grpc/grpc-js";
import provgrpc from "@pulumi/pulumi/proto/provider_grpc_pb.js";

/** What the engine calls of a `ResourceProvider` service. */
export const stubMethods = [
  "handshake",
  "getSchema",
  "checkConfig",
  "diffConfig",
  "configure",
  "check",
  "diff",
  "create",
  "read",
  "update",
  "delete",
  "invoke",
  "cancel",
] as const;

/** A `ResourceProvider` service as its clients call it, wherever it runs. */
export type ProviderStub = Pick<provgrpc.ResourceProviderClient, (typeof stubMethods)[number] | "close">;

/** Messages carry whole files: the limit Pulumi's own engine sets. */
export const channelOptions = {
  "grpc.max_receive_message_length": 400 * 1024 * 1024,
  "grpc.max_send_message_length": 400 * 1024 * 1024,
};

/** A service that listens on 127.0.0.1. */
export function connectedStub(port: number): ProviderStub {
  return new provgrpc.ResourceProviderClient(
    `127.0.0.1:${port}`,
    credentials.createInsecure(),
    channelOptions,
  );
}
