import type { PropertyMap } from "../property/value.ts";
import { fromWire, toWire } from "../property/wire.ts";

/** What a {@link TestProvider} made. */
export interface WorldThing {
  type: string;
  properties: PropertyMap;
}

/** What somebody does behind the engine's back, by the name a thing was made with: `null` takes it away. */
export type WorldChanges = Record<string, PropertyMap | null>;

/** What exists, by id. Ids tell the name and count up for each, so that the same calls give the same ids in any order. */
export class TestWorld extends Map<string, WorldThing> {
  readonly #made = new Map<string, number>();

  make(name: string, thing: WorldThing): string {
    const number = (this.#made.get(name) ?? 0) + 1;
    this.#made.set(name, number);
    const id = `id-${name}-${number}`;
    this.set(id, thing);
    return id;
  }

  /** Does what somebody else did. */
  disturb(changes: WorldChanges): void {
    for (const [name, change] of Object.entries(changes)) {
      for (const [id, thing] of this) {
        if (id.replace(/^id-|-\d+$/g, "") !== name) continue;
        if (change === null) this.delete(id);
        else this.set(id, { ...thing, properties: { ...thing.properties, ...change } });
      }
    }
  }

  copy(): TestWorld {
    const copy = new TestWorld();
    copy.restore(this);
    return copy;
  }

  /** Becomes as `other` is. */
  restore(other: TestWorld): void {
    this.clear();
    this.#made.clear();
    for (const [id, thing] of other) this.set(id, { ...thing });
    for (const [name, number] of other.#made) this.#made.set(name, number);
  }

  toJSON(): StoredWorld {
    const things = [...this].map(([id, { type, properties }]) => [
      id,
      { type, properties: toWire(properties) },
    ]);
    return { things: Object.fromEntries(things), made: Object.fromEntries(this.#made) };
  }

  static fromJSON({ things, made }: StoredWorld): TestWorld {
    const world = new TestWorld();
    for (const [id, { type, properties }] of Object.entries(things)) {
      world.set(id, { type, properties: fromWire(properties) });
    }
    for (const [name, number] of Object.entries(made)) world.#made.set(name, number);
    return world;
  }
}

/** A world in a file. */
export interface StoredWorld {
  things: Record<string, { type: string; properties: Parameters<typeof fromWire>[0] }>;
  made: Record<string, number>;
}
