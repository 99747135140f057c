import type { SecretForm } from "../property/stored.ts";
import { type DeploymentHeader, encodeHeader, versionOf } from "./deployment.ts";
import type { PendingOperation, ResourceState, Snapshot } from "./resource.ts";
import { encodeResource } from "./stored-resource.ts";

/** How many resources are kept as one piece of text. */
const blockSize = 500;

/** Neighbours in the state, and their text. */
interface Block {
  resources: ResourceState[];
  text: Buffer;
}

/**
 * The text of a stack's file, in pieces. What was written of a resource is remembered, and what was written of many that
 * stand together, so that a save costs what has changed and not what there is: the file is written again for each step of
 * an update.
 */
export class DeploymentText {
  readonly #secrets: SecretForm;
  readonly #resources = new WeakMap<ResourceState, Buffer>();
  /** Of the last text. */
  #blocks: Block[] = [];

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
      ...list("resources", this.#texts(snapshot.resources)),
      ...list(
        "pending_operations",
        snapshot.pendingOperations.map((operation) => this.#operation(operation)),
      ),
      Buffer.from(',"metadata":{}}}}'),
    ];
  }

  #texts(resources: ResourceState[]): Buffer[] {
    const count = Math.ceil(resources.length / blockSize);
    this.#blocks = Array.from({ length: count }, (_, index) =>
      this.#block(resources.slice(index * blockSize, (index + 1) * blockSize), this.#blocks[index]),
    );
    return this.#blocks.map(({ text }) => text);
  }

  #block(resources: ResourceState[], last: Block | undefined): Block {
    if (last !== undefined && sameResources(resources, last.resources)) return last;
    return { resources, text: Buffer.concat(separated(resources.map((each) => this.#resource(each)))) };
  }

  #resource(resource: ResourceState): Buffer {
    const known = this.#resources.get(resource);
    if (known !== undefined) return known;
    const fresh = Buffer.from(JSON.stringify(encodeResource(resource, this.#secrets)));
    this.#resources.set(resource, fresh);
    return fresh;
  }

  #operation({ resource, type }: PendingOperation): Buffer {
    return Buffer.concat([
      Buffer.from('{"resource":'),
      this.#resource(resource),
      Buffer.from(`,"type":${JSON.stringify(type)}}`),
    ]);
  }
}

function sameResources(one: ResourceState[], other: ResourceState[]): boolean {
  return one.length === other.length && one.every((resource, index) => resource === other[index]);
}

const comma = Buffer.from(",");

function separated(items: Buffer[]): Buffer[] {
  return items.flatMap((item, index) => (index === 0 ? [item] : [comma, item]));
}

/** `,"<key>":[<items>]`, or nothing for no items. */
function list(key: string, items: Buffer[]): Buffer[] {
  if (items.length === 0) return [];
  return [Buffer.from(`,"${key}":[`), ...separated(items), Buffer.from("]")];
}
