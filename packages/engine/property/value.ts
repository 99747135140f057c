/**
 * The values that flow between a program, the engine, its providers and the state: JSON, and five things JSON has no
 * word for. Everything that reads or writes another form (gRPC structs, state files, a person's screen) converts from
 * and to this one.
 */
export type PropertyValue =
  | null
  | boolean
  | number
  | string
  | PropertyValue[]
  | PropertyMap
  | Secret
  | Unknown
  | Asset
  | Archive
  | ResourceReference;

export interface PropertyMap {
  [key: string]: PropertyValue;
}

/** What a map holds under a name; nothing of what every object inherits: a property may be called `constructor`. */
export function own<Value>(map: Record<string, Value>, name: string): Value | undefined {
  return Object.hasOwn(map, name) ? map[name] : undefined;
}

/** A value that must never be shown or stored in plain. Never nested directly in another `Secret`. */
export class Secret {
  readonly value: PropertyValue;
  constructor(value: PropertyValue) {
    this.value = value;
  }
}

/** A value that a preview cannot know yet. There is one: `unknown`. */
export class Unknown {}
export const unknown = new Unknown();

/** A file, a text or a remote document; `hash` is the hex SHA-256 of its content. */
export class Asset {
  readonly hash: string;
  readonly source: { path: string } | { text: string } | { uri: string };
  constructor(hash: string, source: Asset["source"]) {
    this.hash = hash;
    this.source = source;
  }
}

/** A folder or archive file, a remote archive, or assets by name; `hash` as in {@link Asset}. */
export class Archive {
  readonly hash: string;
  readonly source: { path: string } | { uri: string } | { assets: Record<string, Asset | Archive> };
  constructor(hash: string, source: Archive["source"]) {
    this.hash = hash;
    this.source = source;
  }
}

/** A resource that stands as a value in another's properties. `id` is absent for components, `unknown` in previews. */
export class ResourceReference {
  readonly urn: string;
  readonly id: string | Unknown | undefined;
  readonly packageVersion: string | undefined;
  constructor(urn: string, id?: string | Unknown, packageVersion?: string) {
    this.urn = urn;
    this.id = id;
    this.packageVersion = packageVersion;
  }
}
