import { createHash } from "node:crypto";
import sdk from "@pulumi/pulumi/version.js";
import { z } from "zod";
import type { SecretForm } from "../property/stored.ts";
import type { SecretsManager } from "../secrets/crypter.ts";
import { filled } from "./filled.ts";
import type { Snapshot } from "./resource.ts";
import {
  decodeOperation,
  decodeResource,
  encodeOperation,
  encodeResource,
  featuresOf,
  knownFeatures,
  storedOperation,
  storedResource,
} from "./stored-resource.ts";

/** The version of Pulumi whose state this engine writes. */
export const pulumiVersion = `v${sdk.version}`;

const secretsProvider = z.strictObject({ type: z.string(), state: z.looseObject({}).optional() });

/**
 * All that a stack's state holds (`DeploymentV3`).
 * {@link https://github.com/pulumi/pulumi/blob/master/sdk/go/common/apitype/core.go}
 */
export const deployment = z.strictObject({
  manifest: z.looseObject({ time: z.string(), magic: z.string(), version: z.string() }),
  secrets_providers: secretsProvider.optional(),
  resources: z.array(storedResource).nullish(),
  pending_operations: z.array(storedOperation).nullish(),
  metadata: z.looseObject({}).optional(),
});

export type Deployment = z.infer<typeof deployment>;

/** What a deployment is wrapped in, in an export and (under `checkpoint`) in a stack's file. */
export const versioned = z.object({
  version: z.number().int(),
  features: z.array(z.string()).nullish(),
});

/** State that this engine cannot read, and why. */
export class UnreadableStateError extends Error {
  override readonly name = "UnreadableStateError";
}

/**
 * @param source where it was read: named in the error
 * @throws UnreadableStateError when it is not state, or is a version or uses a feature this engine does not know
 */
export function parseDeployment(
  value: unknown,
  version: z.infer<typeof versioned>,
  source: string,
): Deployment {
  if (version.version < 3 || version.version > 4) {
    throw new UnreadableStateError(
      `${source} is state of version ${version.version}; this engine reads versions 3 and 4: convert it with the Pulumi CLI`,
    );
  }
  const unknownFeatures = (version.features ?? []).filter((feature) => !knownFeatures.includes(feature));
  if (unknownFeatures.length > 0) {
    throw new UnreadableStateError(
      `${source} uses what this engine does not support (${unknownFeatures.join(", ")}): use the Pulumi CLI`,
    );
  }
  return parseState(deployment, value, source);
}

/** Checks state against its schema. @throws UnreadableStateError that names the source and every place that is wrong */
export function parseState<T>(schema: z.ZodType<T>, value: unknown, source: string): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new UnreadableStateError(
    `${source} is not state that this engine can read:\n${z.prettifyError(result.error)}`,
  );
}

export function decodeDeployment(stored: Deployment, secrets: SecretForm): Snapshot {
  return {
    resources: (stored.resources ?? []).map((resource) => decodeResource(resource, secrets)),
    pendingOperations: (stored.pending_operations ?? []).map((operation) =>
      decodeOperation(operation, secrets),
    ),
  };
}

/** The whole deployment anew. What a running update saves goes through {@link DeploymentText}, which says the same. */
export function encodeDeployment(
  snapshot: Snapshot,
  secrets: SecretForm,
  header: DeploymentHeader,
): Deployment {
  return {
    ...encodeHeader(header),
    resources: filled(snapshot.resources.map((resource) => encodeResource(resource, secrets))),
    pending_operations: filled(
      snapshot.pendingOperations.map((operation) => encodeOperation(operation, secrets)),
    ),
    metadata: {},
  };
}

export interface DeploymentHeader {
  /** When it is written. */
  time: Date;
  /** Absent: the state says nothing about secrets and holds none. */
  secretsProvider?: Pick<SecretsManager, "type" | "state"> | z.infer<typeof secretsProvider>;
}

export function encodeHeader({ time, secretsProvider }: DeploymentHeader): Deployment {
  const magic = createHash("sha256").update(pulumiVersion).digest("hex");
  return {
    manifest: { time: time.toISOString(), magic, version: pulumiVersion },
    secrets_providers: secretsProvider,
  };
}

/**
 * The version and features to declare: 4 where a newer part of the format is used, so that an older CLI refuses the state
 * instead of losing it; else 3.
 */
export function versionOf({ resources }: Pick<Snapshot, "resources">): z.infer<typeof versioned> {
  const features = featuresOf(resources);
  return features.length === 0 ? { version: 3 } : { version: 4, features };
}
