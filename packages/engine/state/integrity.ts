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
  const seen = new Set<string>();
  const providers = new Set<string>();
  const live = new Set<string>();
  resources.forEach((resource, index) => {
    verifyForm(resource, index);
    if (isProviderType(resource.type)) providers.add(providerReference(resource.urn, resource.id ?? ""));
    verifyProvider(resource, providers);
    for (const [relation, urn] of references(resource)) {
      if (seen.has(urn)) continue;
      const later = resources.slice(index + 1).some((other) => other.urn === urn);
      throw new SnapshotIntegrityError(
        resource.urn,
        `${resource.urn} has the ${relation} ${urn}, which ${later ? "comes after it" : "is missing"}`,
      );
    }
    if (!resource.delete && live.has(resource.urn)) {
      throw new SnapshotIntegrityError(
        resource.urn,
        `${resource.urn} stands in it twice, neither marked for deletion`,
      );
    }
    if (!resource.delete) live.add(resource.urn);
    seen.add(resource.urn);
  });
}

function verifyForm({ urn, type, custom, id }: ResourceState, index: number): void {
  if (urn === "") throw new SnapshotIntegrityError(urn, `resource number ${index} has no URN`);
  if (type === "") throw new SnapshotIntegrityError(urn, `${urn} has no type`);
  if (!custom && id)
    throw new SnapshotIntegrityError(urn, `${urn} is a component, yet it has the id "${id}"`);
}

function verifyProvider(
  { urn, provider, pendingReplacement }: ResourceState,
  known: ReadonlySet<string>,
): void {
  if (!provider || pendingReplacement || known.has(provider)) return;
  throw new SnapshotIntegrityError(
    urn,
    `${urn} refers to the provider ${provider}, which does not come before it`,
  );
}
