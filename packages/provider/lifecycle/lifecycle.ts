import { Cancelled, isGone, isRefusal, Uncertain } from "../client/errors.ts";
import { backoff } from "../client/retry.ts";
import type { Declaration } from "../declare/resource.ts";
import { changedInputs } from "../properties/diff.ts";
import { type Bag, hasUnknown, isEmpty } from "../properties/values.ts";
import { type Collections, CURRENT, EARLIER, type Freshness } from "./collections.ts";
import { HalfMade, InitFailed } from "./errors.ts";
import type { AnyHandlers, Call, Live } from "./handlers.ts";
import { changesFor, idOf, idOfLive, liveInputs, naturalKeyOf, parseId, stateOf } from "./state.ts";

/** A resource type: what is known of it and what it does. */
export interface ResourceType {
  readonly token: string;
  readonly declaration: Declaration;
  readonly handlers: AnyHandlers;
}

/** A resource as the engine keeps it. */
export interface Managed {
  id: string;
  state: Bag;
}

/** How far Twilio's clock and ours may be apart. */
const SKEW_MS = 60_000;

/** How often a doubtful create is made again, and how often is looked each time whether it happened: lists may lag. */
const CREATES = 4;
const LOOKS = 3;

/**
 * What all resources do alike. Creating and updating share one path: look what exists, make what is missing, change
 * what differs, wait until it is of use.
 */
export class Lifecycle {
  readonly #collections: Collections;
  /** The SIDs of what was made here: nothing that somebody else made can be inside. */
  readonly #made = new Set<unknown>();
  /** The IDs of what creates have found: where they replace it, what is deleted as the old one is the new one. */
  readonly #resumed = new Set<string>();

  constructor(collections: Collections) {
    this.#collections = collections;
  }

  /** Makes a resource, or takes over the one that exists. Throws {@link InitFailed} when it was made only in part. */
  async create(type: ResourceType, inputs: Bag, call: Call): Promise<Managed> {
    await type.handlers.validate?.(inputs, call);
    let observed: { live: Live; adopted: boolean };
    try {
      observed = await this.#ensure(type, inputs, call);
    } catch (error) {
      if (!(error instanceof HalfMade)) throw error;
      const state = { ...error.live.inputs, ...error.live.outputs, adopted: false };
      throw new InitFailed(idOfLive(type.declaration, error.live), state, inputs, error);
    }
    return this.#settle(type, observed.live, inputs, adoption(type, observed.adopted), call);
  }

  /** Finds what a create with `adopt` would take over. Undefined as long as its key is not known. */
  async findExisting(type: ResourceType, inputs: Bag, call: Call): Promise<Managed | undefined> {
    const live = await this.#find(type, inputs, call, EARLIER);
    if (live === undefined) return undefined;
    const state = stateOf(type.declaration, live, inputs, adoption(type, !bearsOurMark(type, live, call)));
    return { id: idOfLive(type.declaration, live), state };
  }

  /** Asks Twilio in a preview whether inputs are good, as far as they are known. */
  async validate(type: ResourceType, inputs: Bag, call: Call): Promise<void> {
    if (!Object.values(inputs).some(hasUnknown)) await type.handlers.validate?.(inputs, call);
  }

  /** Reads a resource for a refresh or, without inputs, for an import. Undefined when it is gone. @param call one whose lists are current */
  async read(
    type: ResourceType,
    { id, state }: Managed,
    inputs: Bag,
    call: Call,
  ): Promise<(Managed & { inputs: Bag }) | undefined> {
    const ref = parseId(type.token, type.declaration, id);
    const live = await this.#observe(type, ref, { id, state }, call);
    if (live === undefined) return undefined;
    const found = liveInputs(type.declaration, live, inputs, state);
    const seen = stateOf(type.declaration, live, found, { ...adoption(type, false), ...state });
    const waiting = pendingReason(type, live);
    if (waiting !== undefined) throw new InitFailed(id, seen, found, new Error(waiting));
    return { id, state: seen, inputs: found };
  }

  /** Changes a resource in place. Throws {@link InitFailed} when it changed but is not of use yet. */
  async update(
    type: ResourceType,
    { id, state }: Managed,
    oldInputs: Bag,
    inputs: Bag,
    call: Call,
  ): Promise<Bag> {
    const ref = parseId(type.token, type.declaration, id);
    const changes = changedInputs(type.declaration, oldInputs, inputs, state);
    await type.handlers.validate?.(inputs, call);
    const live = await this.#change(type, ref, { changes, inputs, state }, call);
    return (await this.#settle(type, live, inputs, state, call)).state;
  }

  /** Deletes a resource. What is gone already, was adopted, or is still in use is left at that. */
  async delete(type: ResourceType, { id, state }: Managed, call: Call): Promise<void> {
    if (state.adopted === true) {
      call.log("info", `left in place: it existed before this stack adopted it (${id})`);
      return;
    }
    if (this.#resumed.has(id)) {
      call.log("warning", `kept ${id}: what was to take its place has found it and taken it on`);
      return;
    }
    const ref = parseId(type.token, type.declaration, id);
    try {
      await type.handlers.delete(ref, state, call);
    } catch (error) {
      if (isGone(error)) return;
      if (!(isRefusal(error) && type.handlers.inUse?.(error))) throw error;
      call.log("warning", `left at Twilio because it is still in use (${id}): ${error.reason}`);
    } finally {
      this.#collections.written();
      this.#collections.forget(collectionKey(type, ref));
    }
  }

  async #ensure(type: ResourceType, inputs: Bag, call: Call): Promise<{ live: Live; adopted: boolean }> {
    const adopt = inputs.adopt === true;
    const insideOurOwn = type.handlers.within.some((part) => this.#made.has(inputs[part]));
    const existing =
      (adopt && !insideOurOwn) || type.handlers.looksFirst || type.handlers.sharesKey
        ? await this.#find(type, inputs, call, EARLIER)
        : undefined;
    if (existing === undefined) return this.#make(type, inputs, call);
    const adopted = !bearsOurMark(type, existing, call);
    if (adopted && !adopt) throw alreadyExists(type, existing);
    this.#resume(type, existing);
    return { live: await this.#sync(type, existing, inputs, call), adopted };
  }

  /** Makes something exactly once: where a create is in doubt, looks before it asks again. */
  async #make(type: ResourceType, inputs: Bag, call: Call): Promise<{ live: Live; adopted: boolean }> {
    const started = call.clock.now();
    const isOurs = (live: Live) =>
      type.handlers.markOf === undefined ? isRecent(live, started) : bearsOurMark(type, live, call);
    let doubts = 0;
    for (;;) {
      try {
        const live = await type.handlers.create(inputs, call);
        this.#collections.written();
        this.#made.add(live.outputs.sid);
        return { live, adopted: false };
      } catch (error) {
        const inDoubt = error instanceof Uncertain;
        if (!inDoubt && !isRefusal(error)) throw error;
        if (inDoubt) doubts++;
        // What is refused after a doubt may well be what the doubt was about, and lists may lag.
        const looks = doubts > 0 ? LOOKS : 1;
        const found = await this.#look(type, inputs, call, looks, inDoubt ? isOurs : () => true);
        if (found === undefined) {
          if (inDoubt && doubts < CREATES) continue;
          throw error;
        }
        // A mark says who made it; being recent says so only of what was made in doubt.
        const adopted = !(isOurs(found) && (doubts > 0 || type.handlers.markOf !== undefined));
        if (adopted && inputs.adopt !== true) throw alreadyExists(type, found, error);
        if (doubts === 0) this.#resume(type, found);
        return { live: await this.#sync(type, found, inputs, call), adopted };
      }
    }
  }

  #resume(type: ResourceType, live: Live): void {
    this.#resumed.add(idOfLive(type.declaration, live));
  }

  async #look(
    type: ResourceType,
    inputs: Bag,
    call: Call,
    looks: number,
    wanted: (live: Live) => boolean,
  ): Promise<Live | undefined> {
    for (let look = 1; look <= looks; look++) {
      await call.clock.sleep(look === 1 ? 0 : backoff(look, call.clock.random()), call.signal);
      this.#collections.forget();
      const found = await this.#find(type, inputs, call, CURRENT);
      if (found !== undefined && wanted(found)) return found;
    }
    return undefined;
  }

  async #find(type: ResourceType, inputs: Bag, call: Call, freshness: Freshness): Promise<Live | undefined> {
    const { declaration, handlers } = type;
    if (declaration.naturalKey.some((name) => hasUnknown(inputs[name]))) return undefined;
    try {
      if (isUnnamed(declaration, inputs)) return await handlers.findUnnamed?.(inputs, call);
      if (handlers.find !== undefined) return await handlers.find(inputs, call);
      const all = await this.#list(type, inputs, call, freshness);
      const key = naturalKeyOf(declaration, inputs);
      if (!handlers.sharesKey) return all.byKey.get(key);
      return (
        all.byMark.get(markedKey(handlers.markOf?.(call), key)) ??
        (inputs.adopt ? all.byKey.get(key) : undefined)
      );
    } catch (error) {
      if (isGone(error)) return undefined; // The collection itself does not exist: the create will say so.
      throw error;
    }
  }

  async #list(type: ResourceType, parent: Bag, call: Call, freshness: Freshness): Promise<Listed> {
    const ref = Object.fromEntries(type.handlers.within.map((part) => [part, String(parent[part])]));
    return this.#collections.get(collectionKey(type, ref), freshness, async () =>
      indexed(type.declaration, await type.handlers.list(ref, call)),
    );
  }

  /** Looks a resource up in its list, and asks for it by its ID only when the list does not have it. */
  async #observe(
    type: ResourceType,
    ref: Record<string, string>,
    { id, state }: Managed,
    call: Call,
  ): Promise<Live | undefined> {
    const { handlers } = type;
    try {
      const all = await this.#list(type, ref, call, CURRENT);
      const live = all.byId.get(id) ?? (await handlers.fetch(ref, call));
      return handlers.complete === undefined ? live : await handlers.complete(live, state, ref, call);
    } catch (error) {
      if (isGone(error)) return undefined;
      throw error;
    }
  }

  /** Brings what exists to what is wanted. */
  async #sync(type: ResourceType, live: Live, inputs: Bag, call: Call): Promise<Live> {
    const changes = changesFor(type.declaration, live, inputs);
    const fixed = Object.keys(changes).filter((name) => type.declaration.replaceOnChanges.includes(name));
    if (fixed.length > 0) {
      const id = idOfLive(type.declaration, live);
      throw new Error(
        `${id} exists, but with another ${fixed.join(", ")}, which Twilio cannot change. Declare it as it is, or choose another ${type.declaration.naturalKey.at(-1)}.`,
      );
    }
    const ours = bearsOurMark(type, live, call);
    const marksAgree = ours || live.mark === undefined;
    if (Object.keys(changes).length === 0 && isComplete(type, live) && marksAgree) return live;
    const state = { ...live.inputs, ...live.outputs, ...adoption(type, !ours) };
    const ref = parseId(type.token, type.declaration, idOf(type.declaration, state));
    const changed = await this.#change(type, ref, { changes, inputs, state }, call);
    return { ...changed, outputs: { ...live.outputs, ...changed.outputs } };
  }

  async #change(
    type: ResourceType,
    ref: Record<string, string>,
    wish: { changes: Bag; inputs: Bag; state: Bag },
    call: Call,
  ): Promise<Live> {
    const { handlers } = type;
    try {
      for (let attempt = 1; ; attempt++) {
        try {
          return (await handlers.update?.(ref, wish, call)) ?? (await handlers.fetch(ref, call));
        } catch (error) {
          // A change that may or may not have been made is safe to make again.
          if (!(error instanceof Uncertain) || attempt === CREATES) throw error;
        }
      }
    } finally {
      this.#collections.written();
      const renamed = type.declaration.naturalKey.some((name) => name in wish.changes);
      if (renamed) this.#collections.forget(collectionKey(type, ref));
    }
  }

  async #settle(type: ResourceType, live: Live, inputs: Bag, before: Bag, call: Call): Promise<Managed> {
    let latest = live;
    const managed = () => ({
      id: idOfLive(type.declaration, latest),
      state: stateOf(type.declaration, latest, inputs, before),
    });
    try {
      const ref = parseId(type.token, type.declaration, managed().id);
      for (let missed = 0; type.handlers.pending?.(latest) !== undefined; ) {
        await call.clock.sleep(call.pollMs, call.signal);
        try {
          latest = await type.handlers.fetch(ref, call);
        } catch (error) {
          // Reads may lag what was just made.
          if (!isGone(error) || ++missed > LOOKS) throw error;
        }
      }
      return managed();
    } catch (error) {
      const { id, state } = managed();
      const reason =
        error instanceof Cancelled
          ? new Error(`${type.handlers.pending?.(latest)}, but ${error.message}`)
          : error;
      throw new InitFailed(id, state, inputs, reason);
    }
  }
}

/** A list in which a thousand resources look themselves up. */
interface Listed {
  byId: ReadonlyMap<string, Live>;
  byKey: ReadonlyMap<string, Live>;
  /** By mark and key. */
  byMark: ReadonlyMap<string, Live>;
}

function indexed(declaration: Declaration, all: Live[]): Listed {
  // Of two with the same key the first counts: Twilio lists the newest first.
  const keyed = all.toReversed().map((live) => [naturalKeyOf(declaration, live.inputs), live] as const);
  return {
    byId: new Map(all.map((live) => [idOfLive(declaration, live), live])),
    byKey: new Map(keyed),
    byMark: new Map(keyed.map(([key, live]) => [markedKey(live.mark, key), live])),
  };
}

const markedKey = (mark: string | undefined, key: string) => `${mark} ${key}`;

function collectionKey(type: ResourceType, ref: Record<string, string>): string {
  return [type.token, ...type.handlers.within.map((part) => ref[part])].join("|");
}

function adoption(type: ResourceType, adopted: boolean): Bag {
  return "adopted" in type.declaration.outputs ? { adopted } : {};
}

/** Whether an earlier attempt of this very resource made it. */
function bearsOurMark({ handlers }: ResourceType, { mark }: Live, call: Call): boolean {
  return mark !== undefined && mark === handlers.markOf?.(call);
}

function isUnnamed({ naturalKey }: Declaration, inputs: Bag): boolean {
  return naturalKey.length > 0 && naturalKey.every((name) => isEmpty(inputs[name]));
}

function isRecent(live: Live, started: number): boolean {
  return live.createdAt === undefined || live.createdAt.getTime() >= started - SKEW_MS;
}

/** Whether everything that Twilio cannot tell (a password) is known all the same. */
function isComplete(type: ResourceType, live: Live): boolean {
  const told = { ...live.inputs, ...live.outputs };
  return (type.declaration.secrets ?? []).every(
    (name) => !(name in type.declaration.outputs) || !isEmpty(told[name]),
  );
}

function pendingReason(type: ResourceType, live: Live): string | undefined {
  try {
    return type.handlers.pending?.(live);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function alreadyExists(type: ResourceType, live: Live, cause?: unknown): Error {
  const id = idOfLive(type.declaration, live);
  const key = type.declaration.naturalKey
    .map((name) => `${name} ${JSON.stringify(live.inputs[name])}`)
    .join(", ");
  return new Error(
    `${type.token} with ${key} already exists (${id}). Either set adopt: true to take it over as it is declared ` +
      `(a destroy then leaves it in place), or bring it into the state with: pulumi import ${type.token} <name> ${id}` +
      (type.handlers.markOf === undefined
        ? ". Import it too when an earlier run was cut off just after it had made it: Twilio has no place to note that."
        : ""),
    { cause },
  );
}
