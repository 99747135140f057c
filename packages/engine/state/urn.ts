/** What a URN says: `urn:pulumi:<stack>::<project>::<parent types joined by $><type>::<name>`. */
export interface UrnParts {
  stack: string;
  project: string;
  /** The types of its parents and its own, joined by `$`. */
  qualifiedType: string;
  type: string;
  /** May hold `::`. */
  name: string;
}

/** @throws Error when the text is no URN */
export function parseUrn(urn: string): UrnParts {
  const [stack, project, qualifiedType, ...name] = urn.replace(/^urn:pulumi:/, "").split("::");
  if (!urn.startsWith("urn:pulumi:") || !stack || !project || !qualifiedType || name.length === 0) {
    throw new Error(
      `"${urn}" is not a URN: expected urn:pulumi:<stack>::<project>::<type>::<name> (\`stack export\` lists them)`,
    );
  }
  const type = qualifiedType.slice(qualifiedType.lastIndexOf("$") + 1);
  return { stack, project, qualifiedType, type, name: name.join("::") };
}

const providerTypePrefix = "pulumi:providers:";

export function isProviderType(type: string): boolean {
  return type.startsWith(providerTypePrefix);
}

/** The type of the one resource that stands for the stack itself; its outputs are the stack's. */
export const rootStackType = "pulumi:pulumi:Stack";

/** A provider as resources refer to it: `<urn>::<id>`. */
export function providerReference(urn: string, id: string): string {
  return `${urn}::${id}`;
}
