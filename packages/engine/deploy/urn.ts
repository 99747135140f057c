import { isProviderType, parseUrn, rootStackType } from "../state/urn.ts";

/**
 * The URN of a resource.
 * @param parent URN of the parent, if it has one; the stack's root resource does not count in a type
 * {@link https://www.pulumi.com/docs/iac/concepts/resources/names/#urns}
 */
export function makeUrn(stack: string, project: string, type: string, name: string, parent?: string): string {
  const prefix = parent === undefined ? rootStackType : parseUrn(parent).qualifiedType;
  const qualified = prefix === rootStackType ? type : `${prefix}$${type}`;
  return `urn:pulumi:${stack}::${project}::${qualified}::${name}`;
}

/** The package of a type token: `twilio` of `twilio:sip:Domain`. */
export function packageOf(type: string): string {
  return type.split(":")[0] ?? type;
}

/** The type of the provider resources of a package. */
export function providerType(packageName: string): string {
  return `pulumi:providers:${packageName}`;
}

/** The package that a provider resource of this type serves. */
export function providedPackage(type: string): string {
  return type.slice("pulumi:providers:".length);
}

/**
 * Splits what a resource's `provider` holds: the URN and the id of a provider resource.
 * @throws Error when it does not have the form `<urn>::<id>`
 */
export function parseProviderReference(reference: string): { urn: string; id: string } {
  const at = reference.lastIndexOf("::");
  if (at < 0) throw new Error(`"${reference}" is not a reference to a provider (<urn>::<id>)`);
  const urn = reference.slice(0, at);
  if (!isProviderType(parseUrn(urn).type)) throw new Error(`"${urn}" is not the URN of a provider`);
  return { urn, id: reference.slice(at + 2) };
}
