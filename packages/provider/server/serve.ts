import grpc from "@grpc/grpc-js";
import provgrpc from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import { Operations } from "./operations.ts";
import { providerService } from "./service.ts";

/** A provider that is being served. */
export interface Serving {
  port: number;
  /** Ends the server and its connections. */
  close(): void;
}

/** Serves a provider to engines on this machine, on a free port. */
export async function serve(operations = new Operations()): Promise<Serving> {
  const server = new grpc.Server({
    // A stack's properties may be large; Pulumi itself sets the same limit.
    "grpc.max_receive_message_length": 400 * 1024 * 1024,
    "grpc.max_send_message_length": 400 * 1024 * 1024,
  });
  server.addService(provgrpc.ResourceProviderService, providerService(operations));
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
  return {
    port,
    close() {
      server.forceShutdown();
      operations.close();
    },
  };
}
