import { credentials, type ServiceError } from "@grpc/grpc-js";
import callgrpc from "@pulumi/pulumi/proto/callback_grpc_pb.js";
import callproto from "@pulumi/pulumi/proto/callback_pb.js";
import { channelOptions } from "../plugins/stub.ts";

/** A function of the program's that the engine may call. */
export type Callback = InstanceType<typeof callproto.Callback>;

/**
 * Calls functions of the program's back, in whichever process they are.
 * {@link https://github.com/pulumi/pulumi/blob/master/proto/pulumi/callback.proto}
 */
export class Callbacks {
  readonly #clients = new Map<string, InstanceType<typeof callgrpc.CallbacksClient>>();

  /** Both messages serialized. @throws Error with what the function threw */
  call(callback: Callback, request: Uint8Array): Promise<Uint8Array> {
    const message = new callproto.CallbackInvokeRequest().setToken(callback.getToken()).setRequest(request);
    return new Promise((resolve, reject) => {
      this.#client(callback.getTarget()).invoke(message, (error: ServiceError | null, response) => {
        if (error === null) resolve(response.getResponse_asU8());
        else reject(new Error(error.details || error.message, { cause: error }));
      });
    });
  }

  close(): void {
    for (const client of this.#clients.values()) client.close();
  }

  #client(target: string): InstanceType<typeof callgrpc.CallbacksClient> {
    const known = this.#clients.get(target);
    const client =
      known ?? new callgrpc.CallbacksClient(target, credentials.createInsecure(), channelOptions);
    this.#clients.set(target, client);
    return client;
  }
}
