import { type ServiceError, status } from "@grpc/grpc-js";
import provproto from "@pulumi/pulumi/proto/provider_pb.js";
import statusproto from "@pulumi/pulumi/proto/status_pb.js";
import type { PropertyMap } from "../property/value.ts";
import { fromStruct } from "../property/wire.ts";

/** A provider refused a call, or is gone. The message is the provider's own. */
export class ProviderError extends Error {
  override readonly name = "ProviderError";
  /** gRPC status code. */
  readonly code: number;
  constructor(message: string, code: number) {
    super(message);
    this.code = code;
  }
}

/** The resource exists, but something about it is not right yet: its state must be kept. */
export class ResourceInitError extends Error {
  override readonly name = "ResourceInitError";
  readonly reasons: string[];
  readonly id: string;
  readonly outputs: PropertyMap;
  /** What the provider says was asked for; absent when it does not say. */
  readonly inputs: PropertyMap | undefined;
  constructor(id: string, outputs: PropertyMap, reasons: string[], inputs?: PropertyMap) {
    super(reasons.length === 0 ? "the resource was made but did not become ready" : reasons.join("\n"));
    this.id = id;
    this.outputs = outputs;
    this.reasons = reasons;
    this.inputs = inputs;
  }
}

/** Turns what a gRPC call failed with into an error a person understands. */
export function providerError(error: ServiceError, packageName: string, call: string): Error {
  for (const detail of statusDetails(error)) {
    if (detail.getTypeUrl().endsWith("/pulumirpc.ErrorResourceInitFailed")) {
      const made = provproto.ErrorResourceInitFailed.deserializeBinary(detail.getValue_asU8());
      const inputs = made.getInputs();
      return new ResourceInitError(
        made.getId(),
        fromStruct(made.getProperties()),
        made.getReasonsList(),
        inputs && fromStruct(inputs),
      );
    }
    if (detail.getTypeUrl().endsWith("/pulumirpc.ConfigureErrorMissingKeys")) {
      return new ProviderError(
        missingKeys(provproto.ConfigureErrorMissingKeys.deserializeBinary(detail.getValue_asU8())),
        error.code,
      );
    }
  }
  if (error.code === status.UNAVAILABLE) {
    return new ProviderError(
      `the provider "${packageName}" is gone (${call}: ${error.details}); what it was doing may or may not have happened`,
      error.code,
    );
  }
  return new ProviderError(error.details === "" ? error.message : error.details, error.code);
}

function statusDetails(error: ServiceError) {
  const [bytes] = error.metadata?.get("grpc-status-details-bin") ?? [];
  if (!(bytes instanceof Uint8Array)) return [];
  return statusproto.Status.deserializeBinary(bytes).getDetailsList();
}

function missingKeys(error: InstanceType<typeof provproto.ConfigureErrorMissingKeys>): string {
  return error
    .getMissingkeysList()
    .map(
      (key) =>
        `missing required configuration key "${key.getName()}": ${key.getDescription()}\n` +
        `Set a value using the command \`pulumi config set ${key.getName()} <value>\`.`,
    )
    .join("\n");
}
