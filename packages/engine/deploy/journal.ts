import { equal } from "../property/diff.ts";
import type { PendingOperation, ResourceState, Snapshot } from "../state/resource.ts";
import { inOrder, normalize, withoutDangling } from "./references.ts";
import type { Operation, Step, StepOutcome } from "./step.ts";

/**
 * Where snapshots go. `save` resolves once a snapshot taken after the call is durable; it may take one for many calls.
 */
export interface SnapshotStore {
  save(take: () => Snapshot): Promise<void>;
}

const pendingTypes: Partial<Record<Operation, PendingOperation["type"]>> = {
  create: "creating",
  "create-replacement": "creating",
  update: "updating",
  delete: "deleting",
  "delete-replaced": "deleting",
  discard: "deleting",
  "discard-replaced": "deleting",
  read: "reading",
  "read-replacement": "reading",
  import: "importing",
  "import-replacement": "importing",
};

/**
 * What the state is at each moment of a run: the resources done so far, in the order they were done, then those of the
 * last run that are not done yet. States are never changed in place: a changed one takes the other's place.
 * {@link https://github.com/pulumi/pulumi/blob/master/pkg/backend/snapshot.go}
 */
export class Journal {
  readonly #store: SnapshotStore | undefined;
  /** By the state as it was put in; the value is the state as it is now. */
  #base: Map<ResourceState, ResourceState>;
  readonly #news = new Map<ResourceState, ResourceState>();
  /** Creates that a crashed run left: kept until the resource is there or somebody decides. */
  #carried: PendingOperation[];
  readonly #pending = new Map<ResourceState, PendingOperation>();
  #changed = false;
  /** True once a resource was left out: from then on the order in which things were done may not do. */
  #hasLeftOut = false;

  /** Without a store nothing is written: a preview. */
  constructor(base: Snapshot, store: SnapshotStore | undefined) {
    this.#store = store;
    this.#base = new Map(base.resources.map((state) => [state, state]));
    this.#carried = base.pendingOperations.filter(({ type }) => type === "creating");
    this.#changed = this.#carried.length !== base.pendingOperations.length;
  }

  /** What is left of the last run, as it is now, by how it was at the start. */
  get base(): ReadonlyMap<ResourceState, ResourceState> {
    return this.#base;
  }

  /** What this run has made or kept, as it is now, by how it came out. */
  get news(): ReadonlyMap<ResourceState, ResourceState> {
    return this.#news;
  }

  /** The state that `state` has become. */
  current(state: ResourceState): ResourceState {
    return this.#news.get(state) ?? this.#base.get(state) ?? state;
  }

  /** Resolves once the intent is durable: nothing may be asked of a provider before. */
  async begin(step: Step): Promise<void> {
    const type = pendingTypes[step.op];
    const resource = step.new ?? step.old;
    if (type === undefined || resource === undefined) return;
    this.#pending.set(resource, { resource, type });
    await this.#save();
  }

  /** Resolves once what came of the step is durable. */
  async end(step: Step, outcome: StepOutcome): Promise<void> {
    const resource = step.new ?? step.old;
    const wasPending = resource !== undefined && this.#pending.delete(resource);
    const happened = outcome.error === undefined || outcome.state !== undefined;
    const matters = happened && this.#apply(step, outcome.state);
    this.#changed ||= happened;
    if (wasPending || matters) await this.#save();
  }

  /** The outputs of a component, told after it was made. Returns its state as it now is, or was when it went. */
  async setOutputs(state: ResourceState, outputs: ResourceState["outputs"]): Promise<ResourceState> {
    const current = this.current(state);
    const home = [this.#news, this.#base].find((states) => states.has(state));
    if (home === undefined || equal(current.outputs, outputs)) return current;
    const changed = { ...current, outputs };
    home.set(state, changed);
    await this.#save();
    return changed;
  }

  /** Puts what a refresh found in the place of the last run's resources; `undefined`: it is gone. */
  async rebase(found: ReadonlyMap<ResourceState, ResourceState | undefined>): Promise<void> {
    const resources = [...this.#base.values()].flatMap((state) => {
      const now = found.has(state) ? found.get(state) : state;
      return now === undefined ? [] : [now];
    });
    this.#base = new Map(withoutDangling(resources).map((state) => [state, state]));
    await this.#save();
  }

  /** Forgets pending creates: what they are about has been settled. */
  async clearPendingCreates(settled: (operation: PendingOperation) => boolean): Promise<void> {
    const left = this.#carried.filter((operation) => !settled(operation));
    if (left.length === this.#carried.length) return;
    this.#carried = left;
    await this.#save();
  }

  /** Writes what has not been written yet, if there is anything. */
  async flush(): Promise<void> {
    if (this.#changed) await this.#save();
  }

  snapshot(): Snapshot {
    const resources = normalize([...this.#news.values(), ...this.#base.values()]);
    return {
      resources: this.#hasLeftOut ? inOrder(resources) : resources,
      pendingOperations: [...this.#pending.values(), ...this.#carried],
    };
  }

  /** False when what is new (a source position) may wait for the end of the run. */
  #apply(step: Step, state: ResourceState | undefined): boolean {
    const { old } = step;
    switch (step.op) {
      case "same":
        if (step.leftOut) return this.#leave(old);
        return this.#replace(old, state);
      case "create":
      case "create-replacement":
      case "import":
      case "import-replacement":
        if (state !== undefined) {
          this.#news.set(state, state);
          this.#carried = this.#carried.filter(({ resource }) => resource.urn !== state.urn);
        }
        if (old !== undefined) this.#superseded(old, step.deleteAfter === true);
        return true;
      case "update":
      case "read":
        return this.#replace(old, state);
      case "read-replacement":
        if (state !== undefined) this.#news.set(state, state);
        if (old !== undefined) this.#amend(old, { delete: true });
        return true;
      case "delete":
      case "delete-replaced":
      case "discard":
      case "discard-replaced":
        if (old !== undefined && step.pendingReplacement) this.#amend(old, { pendingReplacement: true });
        else if (old !== undefined) this.#remove(old);
        return true;
      case "remove-pending-replace":
        if (old !== undefined) this.#remove(old);
        return true;
      default:
        return false; // A replacement is what its parts are; a refresh is kept by `rebase`.
    }
  }

  /** Its turn has come, but nothing happens to it. It may need what the program does not speak of any more. */
  #leave(old: ResourceState | undefined): boolean {
    if (old === undefined) return false;
    this.#news.set(old, this.current(old));
    this.#base.delete(old);
    this.#hasLeftOut = true;
    return false;
  }

  #replace(old: ResourceState | undefined, state: ResourceState | undefined): boolean {
    if (old !== undefined) this.#remove(old);
    if (state !== undefined) this.#news.set(state, state);
    return old === undefined || state === undefined || !sameState(old, state);
  }

  /** The old half of a replacement whose new half is there. */
  #superseded(old: ResourceState, deleteAfter: boolean): void {
    if (deleteAfter) this.#amend(old, { delete: true });
    else if (this.current(old).pendingReplacement) this.#remove(old);
  }

  #amend(state: ResourceState, change: Partial<ResourceState>): void {
    if (this.#base.has(state)) this.#base.set(state, { ...this.current(state), ...change });
    else if (this.#news.has(state)) this.#news.set(state, { ...this.current(state), ...change });
  }

  #remove(state: ResourceState): void {
    this.#base.delete(state);
    this.#news.delete(state);
  }

  async #save(): Promise<void> {
    this.#changed = true;
    await this.#store?.save(() => {
      this.#changed = false;
      return this.snapshot();
    });
  }
}

/** True when nothing is lost if a crash leaves `a` in place of `b`: times and source positions. */
function sameState(a: ResourceState, b: ResourceState): boolean {
  return (
    equal(a.inputs, b.inputs) &&
    equal(a.outputs, b.outputs) &&
    JSON.stringify(details(a)) === JSON.stringify(details(b))
  );
}

function details(state: ResourceState): unknown[] {
  return [
    state.urn,
    state.custom,
    state.id ?? "",
    state.type,
    state.parent ?? "",
    state.protect,
    [...state.dependencies].sort(),
    state.initErrors,
    state.provider ?? "",
    Object.keys(state.propertyDependencies)
      .sort()
      .map((key) => [key, [...(state.propertyDependencies[key] ?? [])].sort()]),
    state.pendingReplacement,
    state.additionalSecretOutputs,
    state.customTimeouts ?? {},
    state.importId ?? "",
    state.retainOnDelete,
    state.deletedWith ?? "",
    state.replaceWith ?? [],
    state.ignoreChanges ?? [],
    state.replaceOnChanges ?? [],
    state.resourceHooks ?? {},
  ];
}
