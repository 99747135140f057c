import { credentials, type ServiceError } from "@grpc/grpc-js";
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

export type StubMethod = (typeof stubMethods)[number];

/** The message that a method takes. */
export type StubRequest<Method extends StubMethod> = Unary<Method>[0];

/** The message that a method answers with. */
export type StubResponse<Method extends StubMethod> = Unary<Method>[1];

type Unary<Method extends StubMethod> = provgrpc.ResourceProviderClient[Method] extends (
  request: infer Request,
  metadata: infer _Metadata,
  options: infer _Options,
  callback: (error: ServiceError | null, response: infer Response) => void,
) => unknown
  ? [Request, Response]
  : never;

/** The methods of a `ResourceProvider` service as its clients call them, wherever it runs. */
export type StubMethods = {
  [Method in StubMethod]: (
    request: StubRequest<Method>,
    callback: (error: ServiceError | null, response: StubResponse<Method>) => void,
  ) => unknown;
};

export interface ProviderStub extends StubMethods {
  close(): void;
}

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
