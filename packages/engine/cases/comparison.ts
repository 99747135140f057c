import pulumi from "@pulumi/pulumi";
import { signatureKey, signatures } from "../property/signature.ts";
import { type PropertyMap, Secret } from "../property/value.ts";
import type { Crypter } from "../secrets/crypter.ts";

/** The outputs a program has to return so that a stack's are `outputs`. */
export function programOutputs(outputs: PropertyMap): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(outputs).map(([key, value]) => [
      key,
      value instanceof Secret ? pulumi.secret(value.value) : value,
    ]),
  );
}

/**
 * A stored state without what differs from run to run: times, the ids of provider resources (random), ciphertexts (now the
 * texts they stand for), the project's folder, who wrote it, and the order of what does not depend on one another.
 */
export function stateForComparison(latest: unknown, folder: string, secrets: Crypter): unknown {
  const ids = new Map<string, string>();
  const uuid = (text: string) =>
    text.replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, (found) => {
      const known = ids.get(found) ?? `<id ${ids.size + 1}>`;
      ids.set(found, known);
      return known;
    });
  const convert = (value: unknown, key: string): unknown => {
    if (key === "created" || key === "modified") return "<time>";
    if (typeof value === "string") {
      return Object.values(signatures).some((each) => each === value)
        ? value
        : uuid(value.replaceAll(folder, "<folder>"));
    }
    if (Array.isArray(value)) {
      const items = value.map((item) => convert(item, ""));
      // A set, to the CLI.
      return key === "dependencies" ? items.sort() : items;
    }
    if (!isObject(value)) return value;
    if (value[signatureKey] === signatures.secret && typeof value.ciphertext === "string") {
      return { secret: convert(JSON.parse(secrets.decrypt(value.ciphertext)), "") };
    }
    const isOfProperties = key === "propertyDependencies";
    const entries = Object.entries(value);
    return Object.fromEntries(
      entries.map(([name, item]) => [name, convert(item, isOfProperties ? "dependencies" : name)]),
    );
  };
  if (!isObject(latest)) return latest;
  const { manifest: _, ...rest } = latest;
  const resources = Array.isArray(rest.resources) ? rest.resources.toSorted(byUrn) : [];
  return convert({ ...rest, resources }, "");
}

/** Of two with the same URN the one to be deleted comes first, then the one made first: ids count up. */
function byUrn(a: Record<string, unknown>, b: Record<string, unknown>): number {
  const key = ({ urn, delete: gone, id }: Record<string, unknown>) => `${urn} ${gone === true ? 0 : 1} ${id}`;
  return key(a) < key(b) ? -1 : 1;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
