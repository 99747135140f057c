import { z } from "zod";
import type { ImportGoal } from "../deploy/import.ts";
import { makeUrn } from "../deploy/urn.ts";
import { isProviderType, parseUrn } from "../state/urn.ts";

const spec = z
  .strictObject({
    type: z.string().min(1),
    name: z.string().optional(),
    /** The resource's own name, where it is not `name`. */
    logicalName: z.string().optional(),
    id: z.string().optional(),
    /** A name: of the name table, or of another resource of the file. */
    parent: z.string().optional(),
    provider: z.string().optional(),
    version: z.string().optional(),
    component: z.boolean().optional(),
  })
  .refine(({ name, logicalName }) => Boolean(name ?? logicalName), "it has no name")
  .refine(({ component, id }) => component === true || Boolean(id), "it has no ID")
  .refine(({ component, id }) => component !== true || !id, "it has an ID, but is marked as a component")
  .refine(({ type }) => !isProviderType(type), "providers cannot be imported by this engine");

const importFile = z.strictObject({
  /** URNs of the state, by the names that `parent` and `provider` use for them. */
  nameTable: z.record(z.string(), z.string()).optional(),
  resources: z.array(spec).default([]),
});

export type ImportFile = z.input<typeof importFile>;

/** What a file asks to import, and by which name code is to know each. */
export interface ImportPlan {
  goals: ImportGoal[];
  /** By URN. */
  names: Map<string, string>;
}

/**
 * Reads the file that `pulumi import --file` takes.
 * {@link https://www.pulumi.com/docs/iac/guides/migration/import/#bulk-import-operations}
 * @param value parsed JSON
 * @param source what to call it in errors
 * @throws Error that names every entry which is wrong or asks for what this engine does not do
 */
export function planImport(
  value: unknown,
  source: string,
  place: { stack: string; project: string; protect: boolean },
): ImportPlan {
  const result = importFile.safeParse(value);
  if (!result.success)
    throw new Error(
      `${source} is not an import file that this engine can take:\n${z.prettifyError(result.error)}`,
    );
  const { nameTable = {}, resources } = result.data;
  const urns = new Map(Object.entries(nameTable));
  const names = new Map(Object.entries(nameTable).map(([name, urn]) => [urn, name]));
  const lookUp = (name: string, what: string, of: string): string => {
    const urn = urns.get(name);
    if (urn !== undefined) return urn;
    throw new Error(`${source}: the ${what} '${name}' of '${of}' has no entry in 'nameTable' or 'resources'`);
  };
  const goals = inOrder(resources, new Set(urns.keys()), source).map((each): ImportGoal => {
    const { type, id, version } = each;
    const name = each.logicalName ?? each.name ?? "";
    const parent = each.parent === undefined ? undefined : lookUp(each.parent, "parent", name);
    const provider = each.provider === undefined ? undefined : lookUp(each.provider, "provider", name);
    if (provider !== undefined && !isProviderType(parseUrn(provider).type))
      throw new Error(`${source}: the provider '${each.provider}' of '${name}' is not a provider`);
    const urn = makeUrn(place.stack, place.project, type, name, parent);
    if (names.has(urn)) throw new Error(`${source}: '${name}' is there twice`);
    urns.set(each.name ?? name, urn);
    names.set(urn, each.name ?? name);
    return { type, name, id: id || undefined, parent, provider, version, protect: place.protect };
  });
  return { goals, names };
}

/** Each after its parent. @param known names that stand for something already */
function inOrder(specs: z.infer<typeof spec>[], known: Set<string>, source: string): z.infer<typeof spec>[] {
  const all = new Set(specs.map((each) => each.name ?? each.logicalName));
  const ordered: z.infer<typeof spec>[] = [];
  const left = [...specs];
  while (left.length > 0) {
    const at = left.findIndex(({ parent }) => parent === undefined || known.has(parent) || !all.has(parent));
    const [next] = left.splice(at, 1);
    if (at < 0 || next === undefined) throw new Error(`${source}: parents go in a circle`);
    known.add(next.name ?? next.logicalName ?? "");
    ordered.push(next);
  }
  return ordered;
}

/** The file that stands for one resource, named on the command line. @param parent, provider `name=urn`, or a URN */
export function importOne(
  [type, name, id]: [string, string, string],
  { parent, provider }: { parent?: string; provider?: string },
): ImportFile {
  const nameTable: Record<string, string> = {};
  const named = (text: string | undefined, fallback: string): string | undefined => {
    if (text === undefined) return undefined;
    const at = text.startsWith("urn:") ? -1 : text.indexOf("=");
    const key = at < 0 ? fallback : text.slice(0, at);
    const urn = text.slice(at + 1);
    parseUrn(urn);
    if (key in nameTable) throw new Error(`provider and parent must have distinct names, both were '${key}'`);
    nameTable[key] = urn;
    return key;
  };
  const of = { parent: named(parent, "parent"), provider: named(provider, "provider") };
  return { nameTable, resources: [{ type, name, id, ...of }] };
}
