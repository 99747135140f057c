import { Buffer } from "node:buffer";
import grpc from "@grpc/grpc-js";
import provproto from "@pulumi/pulumi/proto/provider_pb.js";
import statusproto from "@pulumi/pulumi/proto/status_pb.js";
import anyproto from "google-protobuf/google/protobuf/any_pb.js";
import { explain, InitFailed } from "../lifecycle/errors.ts";
import { encode } from "../properties/values.ts";

/**
 * An error as the engine understands it. What was made only in part goes along, so that it is kept in state.
 *
 * @param clean Takes secrets out of a text.
 * @param secretNames The properties to keep secret in what goes along.
 */
export function grpcError(
  error: unknown,
  clean: (text: string) => string,
  secretNames: ReadonlySet<string>,
): grpc.ServiceError {
  const message = clean(explain(error instanceof InitFailed ? error.cause : error));
  const metadata = new grpc.Metadata();
  if (error instanceof InitFailed) {
    metadata.set("grpc-status-details-bin", partialFailure(error, message, secretNames));
  }
  return Object.assign(new Error(message), { code: grpc.status.UNKNOWN, details: message, metadata });
}

function partialFailure(error: InitFailed, message: string, secretNames: ReadonlySet<string>): Buffer {
  const failure = new provproto.ErrorResourceInitFailed();
  failure.setId(error.id);
  failure.setProperties(encode(error.state, secretNames));
  failure.setInputs(encode(error.inputs, secretNames));
  failure.setReasonsList([message]);
  const details = new anyproto.Any();
  details.pack(failure.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
  const status = new statusproto.Status();
  status.setCode(grpc.status.UNKNOWN);
  status.setMessage(message);
  status.addDetails(details);
  return Buffer.from(status.serializeBinary());
}
