import { references } from "./references.ts";
import type { ResourceState, Snapshot } from "./resource.ts";
import { isProviderType, providerReference } from "./urn.ts";

/** A snapshot that Pulumi would refuse; `urn` is the resource that breaks the rule. */
export class SnapshotIntegrityError extends Error {
  override readonly name = "SnapshotIntegrityError";
  readonly urn: string;
  constructor(urn: string, what: string) {
    super(`the state is not sound: ${what}`);
    this.urn = urn;
  }
}

/**
 * Checks what every saved snapshot must hold: each resource is well formed and comes after all it refers to, and no URN
 * has two live resources.
 * {@link https://github.com/pulumi/pulumi/blob/master/pkg/resource/deploy/snapshot.go}
 * @throws SnapshotIntegrityError for the first rule that is broken
 */
export function verifyIntegrity({ resources }: Pick<Snapshot, "resources">): void {
  new IntegrityCheck().verify(resources);
}

/**
 * The same check for the snapshots of a run, one after the other: what was found sound is not looked at again as long as
 * the same resources come before it.
 */
export class IntegrityCheck {
  /** Found sound, in the snapshot's order. */
  readonly #sound: ResourceState[] = [];
  /** Where in it a URN, a live resource's URN and a provider reference stand first. */
  readonly #urns = new Map<string, number>();
  readonly #live = new Map<string, number>();
  readonly #providers = new Map<string, number>();

  /** @throws SnapshotIntegrityError for the first rule that is broken */
  verify(resources: readonly ResourceState[]): void {
    this.#forgetAfter(resources);
    for (let index = this.#sound.length; index < resources.length; index++) {
      const resource = resources[index];
      if (resource === undefined) break;
      this.#verify(resource, index, resources);
      this.#sound.push(resource);
    }
  }

  /** Keeps what the list has in common with the last one. */
  #forgetAfter(resources: readonly ResourceState[]): void {
    const changed = this.#sound.findIndex((resource, index) => resource !== resources[index]);
    if (changed === -1) return;
    for (const { urn, id = "" } of this.#sound.splice(changed)) {
      forgetFrom(this.#urns, urn, changed);
      forgetFrom(this.#live, urn, changed);
      forgetFrom(this.#providers, providerReference(urn, id), changed);
    }
  }

  #verify(resource: ResourceState, index: number, resources: readonly ResourceState[]): void {
    const { urn, id = "", type, provider, pendingReplacement } = resource;
    verifyForm(resource, index);
    if (isProviderType(type)) note(this.#providers, providerReference(urn, id), index);
    if (provider && !pendingReplacement && !this.#providers.has(provider)) {
      throw new SnapshotIntegrityError(
        urn,
        `${urn} refers to the provider ${provider}, which does not come before it`,
      );
    }
    for (const [relation, other] of references(resource)) {
      if (this.#urns.has(other)) continue;
      const later = resources.slice(index + 1).some((each) => each.urn === other);
      throw new SnapshotIntegrityError(
        urn,
        `${urn} has the ${relation} ${other}, which ${later ? "comes after it" : "is missing"}`,
      );
    }
    if (!resource.delete && this.#live.has(urn)) {
      throw new SnapshotIntegrityError(urn, `${urn} stands in it twice, neither marked for deletion`);
    }
    if (!resource.delete) note(this.#live, urn, index);
    note(this.#urns, urn, index);
  }
}

function note(places: Map<string, number>, key: string, index: number): void {
  if (!places.has(key)) places.set(key, index);
}

function forgetFrom(places: Map<string, number>, key: string, index: number): void {
  if ((places.get(key) ?? 0) >= index) places.delete(key);
}

function verifyForm({ urn, type, custom, id }: ResourceState, index: number): void {
  if (urn === "") throw new SnapshotIntegrityError(urn, `resource number ${index} has no URN`);
  if (type === "") throw new SnapshotIntegrityError(urn, `${urn} has no type`);
  if (!custom && id)
    throw new SnapshotIntegrityError(urn, `${urn} is a component, yet it has the id "${id}"`);
}
