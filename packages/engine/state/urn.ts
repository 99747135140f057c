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

const prefix = "urn:pulumi:";

/** @throws Error when the text is no URN */
export function parseUrn(urn: string): UrnParts {
  const stackEnd = urn.indexOf("::", prefix.length);
  const projectEnd = urn.indexOf("::", stackEnd + 2);
  const typeEnd = urn.indexOf("::", projectEnd + 2);
  const stack = urn.slice(prefix.length, stackEnd);
  const project = urn.slice(stackEnd + 2, projectEnd);
  const qualifiedType = urn.slice(projectEnd + 2, typeEnd);
  const isWhole = stackEnd < projectEnd && projectEnd < typeEnd;
  if (!urn.startsWith(prefix) || !isWhole || !stack || !project || !qualifiedType) {
    throw new Error(
      `"${urn}" is not a URN: expected urn:pulumi:<stack>::<project>::<type>::<name> (\`stack export\` lists them)`,
    );
  }
  const type = qualifiedType.slice(qualifiedType.lastIndexOf("$") + 1);
  return { stack, project, qualifiedType, type, name: urn.slice(typeEnd + 2) };
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
