import type { SecretForm } from "../property/stored.ts";
import { type DeploymentHeader, encodeHeader, versionOf } from "./deployment.ts";
import type { ResourceState, Snapshot } from "./resource.ts";
import { encodeOperation, encodeResource } from "./stored-resource.ts";

/**
 * The text of a stack's file, in pieces. What was written of a resource is remembered, so that a save costs what has
 * changed and not what there is: the file is written again for each step of an update.
 */
export class DeploymentText {
  readonly #secrets: SecretForm;
  readonly #resources = new WeakMap<ResourceState, Buffer>();

  constructor(secrets: SecretForm) {
    this.#secrets = secrets;
  }

  /** @param stack the stack's qualified name */
  checkpoint(stack: string, snapshot: Snapshot, header: DeploymentHeader): Buffer[] {
    const { version, features } = versionOf(snapshot);
    const start = JSON.stringify({ version, features: features ?? undefined }).slice(0, -1);
    const { manifest, secrets_providers } = encodeHeader(header);
    const head = JSON.stringify({ manifest, secrets_providers }).slice(0, -1);
    return [
      Buffer.from(`${start},"checkpoint":{"stack":${JSON.stringify(stack)},"latest":${head}`),
      ...list(
        "resources",
        snapshot.resources.map((resource) => this.#resource(resource)),
      ),
      ...list(
        "pending_operations",
        snapshot.pendingOperations.map((operation) => encoded(encodeOperation(operation, this.#secrets))),
      ),
      Buffer.from(',"metadata":{}}}}'),
    ];
  }

  #resource(resource: ResourceState): Buffer {
    const known = this.#resources.get(resource);
    if (known !== undefined) return known;
    const fresh = encoded(encodeResource(resource, this.#secrets));
    this.#resources.set(resource, fresh);
    return fresh;
  }
}

function encoded(value: object): Buffer {
  return Buffer.from(JSON.stringify(value));
}

/** `,"<key>":[<items>]`, or nothing for no items. */
function list(key: string, items: Buffer[]): Buffer[] {
  if (items.length === 0) return [];
  const comma = Buffer.from(",");
  const separated = items.flatMap((item, index) => (index === 0 ? [item] : [comma, item]));
  return [Buffer.from(`,"${key}":[`), ...separated, Buffer.from("]")];
}
