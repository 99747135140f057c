import { randomBytes } from "node:crypto";
import { type Diff, isReplacement, type Provider } from "../plugins/provider.ts";
import type { ProviderRegistry } from "../plugins/registry.ts";
import { equal } from "../property/diff.ts";
import { containsUnknown, stripSecrets } from "../property/secret.ts";
import type { PropertyMap, PropertyValue } from "../property/value.ts";
import type { ResourceState } from "../state/resource.ts";
import { isProviderType } from "../state/urn.ts";
import { findPredecessor } from "./aliases.ts";
import { Bystanders } from "./bystanders.ts";
import { CheckFailuresError } from "./check-failures.ts";
import { applyReplaceOnChanges, diffResource, noDiff, replaceBecauseOf } from "./diffing.ts";
import type { Goal, ReadGoal } from "./goal.ts";
import type { Ledger } from "./ledger.ts";
import { parsePath, resetPaths } from "./property-path.ts";
import { ProtectedReplacementError } from "./protection.ts";
import { type ProviderLoader, ReplacementPlanner } from "./replacement.ts";
import { about } from "./resource-error.ts";
import type { Selection } from "./selection.ts";
import { Serial } from "./serial.ts";
import type { Step } from "./step.ts";
import { makeUrn } from "./urn.ts";
import { wantedRead, wantedState } from "./wanted.ts";

export interface PlannerOptions {
  project: string;
  stack: string;
  preview: boolean;
  ledger: Ledger;
  registry: ProviderRegistry;
  selection: Selection;
  /** True: nothing is made or changed but components and providers, for all goes afterwards. */
  destroys: boolean;
  /** Makes sure that the provider of an old resource is there. */
  loadProvider: ProviderLoader;
  /** A mistake that a preview shows and goes on from; an update has stopped with it. */
  report(urn: string, error: Error): void;
  /** What a person should know though nothing failed. */
  warn(urn: string, message: string): void;
}

/** A registration on its way to becoming steps. */
interface Registration {
  goal: Goal;
  urn: string;
  old: ResourceState | undefined;
  wanted: ResourceState;
  provider: Provider | undefined;
  randomSeed: Uint8Array;
}

/** The first steps of a registration; an import is followed by `next`, which compares what was found with the goal. */
export interface RegistrationPlan {
  urn: string;
  steps: Step[];
  next?: (imported: ResourceState) => Promise<Step[]>;
}

/**
 * Turns what the program registers into steps, by comparing it with the last run's state.
 * {@link https://github.com/pulumi/pulumi/blob/master/pkg/resource/deploy/step_generator.go}
 */
export class Planner {
  readonly #options: PlannerOptions;
  readonly #replacements: ReplacementPlanner;
  readonly #bystanders: Bystanders;
  /** Decisions look at one another: they are taken one at a time. Checks and diffs are not. */
  readonly #decisions = new Serial();

  constructor(options: PlannerOptions) {
    this.#options = options;
    const { ledger, loadProvider, selection, destroys } = options;
    this.#replacements = new ReplacementPlanner(ledger, loadProvider);
    const mistake = (urn: string, error: Error) => this.#mistake(urn, error);
    this.#bystanders = new Bystanders({ ledger, selection, destroys, mistake });
  }

  /**
   * @throws CheckFailuresError when the provider does not accept the inputs
   * @throws ProtectedReplacementError when a protected resource would have to be replaced (in a preview it is reported)
   */
  async register(goal: Goal): Promise<RegistrationPlan> {
    const urn = this.#claim(goal);
    const { ledger } = this.#options;
    const { old, alias } = findPredecessor(urn, goal, ledger);
    const wanted = wantedState(goal, urn, old, alias);
    if (alias !== undefined && isProviderType(goal.type)) this.#options.registry.alias(urn, alias);
    const left = this.#bystanders.leave(wanted, old);
    if (left !== undefined) return { urn, steps: [left] };
    this.#bystanders.requireCreated(wanted);
    const provider = await this.#provider(goal);
    const registration: Registration = { goal, urn, old, wanted, provider, randomSeed: randomBytes(32) };
    if (isImport(goal, old)) return this.#import(registration);
    return { urn, steps: await this.#compare(registration) };
  }

  async read(goal: ReadGoal): Promise<RegistrationPlan> {
    const urn = this.#claim(goal);
    const { ledger } = this.#options;
    const { old } = findPredecessor(urn, { ...goal, aliases: [] }, ledger);
    const wanted = wantedRead(goal, urn);
    this.#bystanders.requireCreated(wanted);
    const base = { urn, type: goal.type, old, new: wanted };
    if (old === undefined || old.external || old.id === goal.id) {
      ledger.decisions.set(urn, "read");
      return { urn, steps: [{ ...base, op: "read" }] };
    }
    ledger.decisions.set(urn, "replace");
    return {
      urn,
      steps: [
        { ...base, op: "read-replacement" },
        { ...base, op: "replace", deleteAfter: true },
      ],
    };
  }

  #claim({ type, name, parent }: { type: string; name: string; parent?: string }): string {
    const { ledger, stack, project } = this.#options;
    if (parent !== undefined && !ledger.registered.has(parent)) {
      throw new Error(`the parent ${parent} of the resource "${name}" is not known in this run`);
    }
    const urn = makeUrn(stack, project, type, name, parent);
    if (ledger.registered.has(urn)) {
      throw new Error(`duplicate resource URN "${urn}": give one of the two another name`);
    }
    ledger.registered.add(urn);
    return urn;
  }

  async #provider({ custom, type, provider, name }: Goal): Promise<Provider | undefined> {
    if (!custom) return undefined;
    if (isProviderType(type)) return this.#options.registry;
    if (provider === undefined) throw new Error(`the resource "${name}" of type ${type} has no provider`);
    return this.#options.registry.get(provider);
  }

  #import(registration: Registration): RegistrationPlan {
    const { urn, old, wanted, goal } = registration;
    const base = { urn, type: goal.type, new: wanted, ignoreChanges: goal.ignoreChanges };
    this.#options.ledger.decisions.set(urn, "import");
    const replaces = old !== undefined && !this.#options.ledger.deleted.has(urn);
    const steps: Step[] = replaces
      ? [
          { ...base, op: "import-replacement", old, deleteAfter: true },
          { ...base, op: "replace", old, deleteAfter: true },
        ]
      : [{ ...base, op: "import" }];
    const next = async (imported: ResourceState) => {
      const fresh = { ...wanted, created: imported.created, modified: imported.modified };
      const following = await this.#compare({ ...registration, old: imported, wanted: fresh });
      return following.filter((step) => step.op !== "same");
    };
    return { urn, steps, next };
  }

  async #compare(registration: Registration): Promise<Step[]> {
    const { goal, urn, old, wanted } = registration;
    const taken = old === undefined || old.external || this.#isForced(urn, old);
    const inputs = old === undefined ? goal.properties : this.#ignoreChanges(registration, old);
    wanted.inputs = await this.#check(
      registration,
      taken ? undefined : old?.inputs,
      taken ? goal.properties : inputs,
    );
    if (old === undefined) return this.#create(registration);
    if (old.external) return this.#takeOver(registration, old);
    const diff = await this.#diff(registration, old);
    return this.#decisions.run(() => {
      if (this.#options.ledger.deleted.has(urn)) return this.#recreate(registration, old);
      return this.#decide(registration, old, diff);
    });
  }

  #create({ urn, goal, wanted }: Registration): Step[] {
    this.#options.ledger.decisions.set(urn, "create");
    return [{ op: "create", urn, type: goal.type, new: wanted }];
  }

  /** What was only read becomes the program's own: it is made anew, and the read one is forgotten. */
  #takeOver({ urn, goal, wanted }: Registration, old: ResourceState): Step[] {
    this.#options.ledger.decisions.set(urn, "replace");
    const base = { urn, type: goal.type, old, new: wanted, deleteAfter: true };
    return [
      { ...base, op: "create-replacement" },
      { ...base, op: "replace" },
    ];
  }

  /** It went already, because something it depends on was to be deleted before its replacement could be made. */
  async #recreate(registration: Registration, old: ResourceState): Promise<Step[]> {
    const { urn, goal, wanted } = registration;
    const { ledger } = this.#options;
    wanted.inputs = await this.#check(registration, undefined, goal.properties);
    ledger.deleted.delete(urn);
    ledger.decisions.set(urn, "replace");
    const diff = { ...noDiff, changes: "some" as const, replaceKeys: ledger.dependentKeys.get(urn) ?? [] };
    const base = { urn, type: goal.type, old, new: wanted, diff };
    return [
      { ...base, op: "replace" },
      { ...base, op: "create-replacement" },
    ];
  }

  async #decide(registration: Registration, old: ResourceState, found: Diff): Promise<Step[]> {
    const { goal, urn, wanted } = registration;
    const { ledger } = this.#options;
    const hasInitErrors = old.initErrors.length > 0;
    const diff = applyReplaceOnChanges(found, goal.replaceOnChanges, hasInitErrors);
    const base = { urn, type: goal.type, old, new: wanted };
    if (old.pendingReplacement || (diff.changes === "some" && isReplacement(diff))) {
      return this.#replace(registration, old, diff);
    }
    if (diff.changes === "some" || hasInitErrors) {
      ledger.decisions.set(urn, "update");
      return [{ ...base, op: "update", diff, ignoreChanges: goal.ignoreChanges }];
    }
    ledger.decisions.set(urn, "same");
    return [{ ...base, op: "same" }];
  }

  async #replace(registration: Registration, old: ResourceState, diff: Diff): Promise<Step[]> {
    const { goal, urn, wanted } = registration;
    const { ledger, preview } = this.#options;
    if (wanted.protect && old.protect) this.#mistake(urn, new ProtectedReplacementError(urn, urn));
    if (goal.importId !== undefined) {
      const message = `${urn} says which resource to \`import\`, but has to be replaced: take the \`import\` out of the program`;
      if (!preview) throw new Error(message);
      this.#options.warn(urn, message);
    }
    ledger.decisions.set(urn, "replace");
    // Defaults that were carried over from the old resource do not hold for a new one.
    if (!this.#isForced(urn, old))
      wanted.inputs = await this.#check(registration, undefined, goal.properties);
    const base = { urn, type: goal.type, old, new: wanted, diff };
    if (!(goal.deleteBeforeReplace ?? diff.deleteBeforeReplace)) {
      return [
        { ...base, op: "create-replacement", deleteAfter: true },
        { ...base, op: "replace", deleteAfter: true },
      ];
    }
    const deletes = await this.#replacements.deleteFirst(old, urn);
    return [...deletes, { ...base, op: "replace" }, { ...base, op: "create-replacement" }];
  }

  /** True when it is replaced because somebody said so: now, or by `state taint`. */
  #isForced(urn: string, old: ResourceState): boolean {
    return this.#options.selection.replaces(urn) || old.taint === true;
  }

  #mistake(urn: string, error: Error): void {
    if (!this.#options.preview) throw error;
    this.#options.report(urn, error);
  }

  #ignoreChanges({ urn, goal }: Registration, old: ResourceState): PropertyMap {
    const { properties, impossible } = resetPaths(old.inputs, goal.properties, goal.ignoreChanges);
    if (impossible.length > 0) {
      this.#options.warn(
        urn,
        `cannot ignore changes in elements that were added or removed: ${impossible.join(", ")}`,
      );
    }
    return properties;
  }

  async #check(
    { urn, provider, randomSeed, wanted }: Registration,
    oldInputs: PropertyMap | undefined,
    newInputs: PropertyMap,
  ): Promise<PropertyMap> {
    if (provider === undefined) return newInputs;
    const { preview } = this.#options;
    const { inputs, failures } = await about(
      urn,
      provider.check({ urn, oldInputs, newInputs, randomSeed, preview }),
    );
    if (failures.length > 0) throw new CheckFailuresError(wanted, failures);
    return inputs;
  }

  async #diff({ goal, urn, wanted, provider }: Registration, old: ResourceState): Promise<Diff> {
    const { ledger, preview } = this.#options;
    if (this.#isForced(urn, old)) return replaceBecauseOf("id");
    const trigger = goal.replacementTrigger ?? null;
    if (!preview && containsUnknown(trigger))
      throw new Error(`the replacement trigger of ${urn} is not known`);
    if (triggered(trigger, old.replacementTrigger ?? null)) return replaceBecauseOf("replacementTrigger");
    const isReplaced = (other: string) => ledger.decisions.get(other) === "replace";
    if (goal.replaceWith.some(isReplaced)) return replaceBecauseOf("replaceWith");
    if (goal.deletedWith !== undefined && isReplaced(goal.deletedWith))
      return replaceBecauseOf("deletedWith");
    if (await this.#replacements.providerRequiresReplacement(old, wanted))
      return replaceBecauseOf("provider");
    if (provider === undefined) {
      return equal(old.inputs, wanted.inputs) ? noDiff : { ...noDiff, changes: "some" };
    }
    goal.replaceOnChanges.forEach(parsePath);
    return diffResource(provider, old, wanted.inputs, goal.ignoreChanges);
  }
}

function isImport({ custom, importId }: Goal, old: ResourceState | undefined): boolean {
  if (!custom || importId === undefined) return false;
  return old === undefined || old.external || (old.importId ?? old.id) !== importId;
}

function triggered(now: PropertyValue, before: PropertyValue): boolean {
  if (containsUnknown(now) || containsUnknown(before)) return true;
  return now !== null && before !== null && !equal(stripSecrets(now), stripSecrets(before));
}
