import type { Clock } from "../clock.ts";
import { Collection } from "./collection.ts";
import type { Json, Place, Properties, Resource } from "./resource.ts";

/** What a new resource is made of. */
export interface NewResource extends Place {
  key: string;
  properties: Properties;
  hidden?: Record<string, unknown>;
}

const empty = new Collection();
const parentPath = (account: string, parents: Iterable<string>) => [account, ...parents].join("/");
const collectionId = ({ kind, account, parents }: Place) =>
  `${kind} ${parentPath(account, Object.values(parents))}`;

/**
 * Everything the emulated Twilio remembers: collections of resources, each in its place. Deleting a resource
 * deletes what hangs under it. `where` looks up by a property through an index that is built when first used.
 */
export class Store {
  readonly #clock: Clock;
  readonly #collections = new Map<string, Collection>();
  /** Collections that hang under a path of keys. */
  readonly #under = new Map<string, Set<string>>();
  /** kind -> property -> value -> resources. */
  readonly #indexes = new Map<string, Map<string, Map<Json, Set<Resource>>>>();
  readonly #kinds = new Map<string, Set<Resource>>();
  #sequence = 0;
  #revision = 0;
  readonly #watchers: ((resource: Resource) => void)[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The resources of a place, newest first; empty when nothing was ever put there. */
  collection(place: Place): Collection {
    return this.#collections.get(collectionId(place)) ?? empty;
  }

  get(place: Place, key: string): Resource | undefined {
    return this.collection(place).get(key);
  }

  /** All resources of a kind, in every account and place, oldest first. */
  all(kind: string): Iterable<Resource> {
    return this.#kinds.get(kind) ?? [];
  }

  /** The kinds of which something is stored. */
  kinds(): string[] {
    return [...this.#kinds].flatMap(([kind, resources]) => (resources.size > 0 ? [kind] : []));
  }

  /** The collections that hang right under a resource; none of them is empty. */
  under({ kind, account, parents, key }: Resource): Collection[] {
    const ids = this.#under.get(parentPath(account, [...Object.values(parents), key])) ?? [];
    return [...ids].flatMap((id) => {
      const collection = id.startsWith(`${kind}/`) ? this.#collections.get(id) : undefined;
      return collection && collection.size > 0 ? [collection] : [];
    });
  }

  /** The resources of a kind whose property has exactly this value, oldest first, in every account and place. */
  where(kind: string, property: string, value: Json): Resource[] {
    const properties = this.#indexes.get(kind) ?? new Map<string, Map<Json, Set<Resource>>>();
    this.#indexes.set(kind, properties);
    let index = properties.get(property);
    if (!index) {
      index = new Map();
      properties.set(property, index);
      for (const resource of this.all(kind)) enter(index, property, resource);
    }
    return [...(index.get(value) ?? [])];
  }

  /** Tells of every resource that is made or changed from now on; not of those that are restored. */
  watch(watcher: (resource: Resource) => void): void {
    this.#watchers.push(watcher);
  }

  /** Grows with every change. */
  get revision(): number {
    return this.#revision;
  }

  /** Everything stored, oldest first. */
  everything(): Resource[] {
    return [...this.#kinds.values()].flatMap((set) => [...set]).sort((a, b) => a.sequence - b.sequence);
  }

  /** Stores a new resource. Its key must be free in its place. */
  add(resource: NewResource): Resource {
    const now = this.#clock.now();
    const stored = this.restore({
      hidden: {},
      ...resource,
      created: now,
      updated: now,
      sequence: this.#sequence + 1,
    });
    for (const watcher of this.#watchers) watcher(stored);
    return stored;
  }

  /** Stores a resource as it once was, its times and its place in the order included. */
  restore(stored: Resource): Resource {
    const { kind, account, parents, key, sequence } = stored;
    const id = collectionId(stored);
    const collection = this.#collections.get(id) ?? new Collection();
    if (collection.get(key)) throw new Error(`${kind} ${key} is stored already`);
    if (sequence <= this.#sequence) throw new Error(`${kind} ${key} is older than what is stored already`);
    if (!this.#collections.has(id)) {
      this.#collections.set(id, collection);
      addTo(this.#under, parentPath(account, Object.values(parents)), id);
    }
    this.#sequence = sequence;
    this.#revision++;
    collection.add(stored);
    addTo(this.#kinds, kind, stored);
    this.#indexes.get(kind)?.forEach((index, property) => {
      enter(index, property, stored);
    });
    return stored;
  }

  /** Sets properties of a stored resource, leaving the others as they are. */
  update(resource: Resource, properties: Properties): Resource {
    const indexes = this.#indexes.get(resource.kind);
    indexes?.forEach((index, property) => {
      leave(index, property, resource);
    });
    Object.assign(resource.properties, properties);
    this.#revision++;
    resource.updated = this.#clock.now();
    indexes?.forEach((index, property) => {
      enter(index, property, resource);
    });
    for (const watcher of this.#watchers) watcher(resource);
    return resource;
  }

  /** Removes a resource and all that hangs under it. */
  delete(resource: Resource): void {
    const path = parentPath(resource.account, [...Object.values(resource.parents), resource.key]);
    for (const id of [...(this.#under.get(path) ?? [])]) {
      if (!id.startsWith(`${resource.kind}/`)) continue;
      for (const child of [...(this.#collections.get(id) ?? [])]) this.delete(child);
      this.#collections.delete(id);
      this.#under.get(path)?.delete(id);
    }
    if (this.#under.get(path)?.size === 0) this.#under.delete(path);
    this.#revision++;
    this.collection(resource).remove(resource);
    this.#kinds.get(resource.kind)?.delete(resource);
    this.#indexes.get(resource.kind)?.forEach((index, property) => {
      leave(index, property, resource);
    });
  }

  /** Forgets everything. */
  clear(): void {
    for (const map of [this.#collections, this.#under, this.#indexes, this.#kinds]) map.clear();
    this.#sequence = 0;
    this.#revision++;
  }
}

function addTo<K, V>(map: Map<K, Set<V>>, key: K, value: V): void {
  const set = map.get(key);
  if (set) set.add(value);
  else map.set(key, new Set([value]));
}

function enter(index: Map<Json, Set<Resource>>, property: string, resource: Resource): void {
  addTo(index, resource.properties[property] ?? null, resource);
}

function leave(index: Map<Json, Set<Resource>>, property: string, resource: Resource): void {
  const value = resource.properties[property] ?? null;
  const set = index.get(value);
  set?.delete(resource);
  if (set?.size === 0) index.delete(value);
}
