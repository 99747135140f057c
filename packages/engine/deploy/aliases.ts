import type { ResourceState } from "../state/resource.ts";
import { parseUrn, rootStackType } from "../state/urn.ts";
import type { Alias, Goal } from "./goal.ts";
import type { Ledger } from "./ledger.ts";
import { makeUrn } from "./urn.ts";

export interface Predecessor {
  old?: ResourceState;
  /** The URN it had, when that was another one. */
  alias?: string;
}

/**
 * Finds what stands in the state for a resource: under its URN, else under the first of its aliases that is there.
 * {@link https://www.pulumi.com/docs/iac/concepts/options/aliases/}
 * @throws Error when two resources claim the same one
 */
export function findPredecessor(
  urn: string,
  { name, type, parent, aliases }: Pick<Goal, "name" | "type" | "parent" | "aliases">,
  ledger: Ledger,
): Predecessor {
  const claimed = ledger.renamedTo.get(urn);
  if (claimed !== undefined) {
    throw new Error(
      `duplicate resource URN "${urn}": the resource "${claimed}" has taken it over as its alias`,
    );
  }
  const own = ledger.olds.get(urn);
  if (own !== undefined) return { old: own };
  for (const alias of formerUrns(urn, name, type, parent, aliases, ledger)) {
    const old = ledger.olds.get(alias);
    if (old === undefined) continue;
    const rival = ledger.registered.has(alias) ? alias : ledger.renamedTo.get(alias);
    if (rival !== undefined) {
      throw new Error(
        `duplicate alias "${alias}" of the resource "${urn}": it belongs to "${rival}" already`,
      );
    }
    ledger.renamedTo.set(alias, urn);
    ledger.renamedFrom.set(urn, alias);
    return { old, alias };
  }
  return {};
}

/** The URNs that its own aliases and its parent's give a resource. */
function formerUrns(
  urn: string,
  name: string,
  type: string,
  parent: string | undefined,
  aliases: Alias[],
  ledger: Ledger,
): string[] {
  const own = aliases.map((alias) => aliasUrn(urn, name, type, parent, alias, ledger));
  const formerParent = parent === undefined ? undefined : ledger.renamedFrom.get(parent);
  if (parent === undefined || formerParent === undefined) return [...new Set(own)];
  const inherited = [urn, ...own].map((candidate) => underFormerParent(urn, candidate, parent, formerParent));
  return [...new Set([...own, ...inherited])];
}

function aliasUrn(
  urn: string,
  name: string,
  type: string,
  parent: string | undefined,
  alias: Alias,
  ledger: Ledger,
): string {
  if ("urn" in alias) return alias.urn;
  const current = parseUrn(urn);
  const given = alias.parent === undefined ? parent : (ledger.renamedFrom.get(alias.parent) ?? alias.parent);
  const isRoot = given !== undefined && parseUrn(given).type === rootStackType;
  return makeUrn(
    alias.stack || current.stack,
    alias.project || current.project,
    alias.type || type,
    alias.name || name,
    alias.noParent || isRoot ? undefined : given,
  );
}

/**
 * A child named after its parent (`<parent>-something`) was named after the parent's old name.
 * @param candidate its URN, or one of its aliases, of which the type and the name count
 */
function underFormerParent(urn: string, candidate: string, parent: string, formerParent: string): string {
  const { stack, project } = parseUrn(urn);
  const { type, name } = parseUrn(candidate);
  const now = parseUrn(parent).name;
  const before = parseUrn(formerParent).name;
  return makeUrn(
    stack,
    project,
    type,
    name.startsWith(now) ? before + name.slice(now.length) : name,
    formerParent,
  );
}
