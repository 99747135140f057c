import { isReplacement, type Provider } from "../plugins/provider.ts";
import { forProvider } from "../plugins/registry.ts";
import { own, unknown } from "../property/value.ts";
import type { ResourceState } from "../state/resource.ts";
import { applyReplaceOnChanges, diffResource } from "./diffing.ts";
import { dependentsOf } from "./graph.ts";
import type { Ledger } from "./ledger.ts";
import { ProtectedReplacementError } from "./protection.ts";
import type { Step } from "./step.ts";
import { parseProviderReference } from "./urn.ts";

/** The provider of a resource of the last run, loaded from the state where the program has not registered it yet. */
export type ProviderLoader = (state: ResourceState) => Promise<Provider>;

interface DependentReplacement {
  state: ResourceState;
  /** The properties for whose sake it is replaced. */
  keys: string[];
}

/** Works out what else goes when a resource is deleted so that its replacement can be made. */
export class ReplacementPlanner {
  readonly #ledger: Ledger;
  readonly #load: ProviderLoader;

  constructor(ledger: Ledger, load: ProviderLoader) {
    this.#ledger = ledger;
    this.#load = load;
  }

  /**
   * Deletes `old`, and before it all that has to be replaced when `old` is: the dependents in reverse order.
   * @throws ProtectedReplacementError when one of them is protected
   */
  async deleteFirst(old: ResourceState, cause: string): Promise<Step[]> {
    const chain = [...(await this.#dependents(old)), ...this.#cascades(cause)];
    const steps: Step[] = [];
    for (const { state, keys } of chain.reverse()) {
      if (this.#ledger.condemned.has(state)) continue;
      if (state.protect && !state.delete) throw new ProtectedReplacementError(state.urn, cause);
      this.#ledger.dependentKeys.set(state.urn, keys);
      steps.push(await this.#delete(state));
    }
    if (!old.pendingReplacement) steps.push(await this.#delete(old));
    return steps;
  }

  /**
   * True when the resource moved to a provider that cannot manage what the old one made.
   */
  async providerRequiresReplacement(old: ResourceState, wanted: ResourceState): Promise<boolean> {
    if (old.provider === wanted.provider) return false;
    if (old.provider === undefined || wanted.provider === undefined) return true;
    const before = parseProviderReference(old.provider);
    const after = parseProviderReference(wanted.provider);
    if (this.#ledger.renamedTo.get(before.urn) === after.urn) return false;
    // By its id, too: after a run that ended between the provider's replacement and this one's, two have the URN.
    const oldProvider = this.#ledger.all.find(({ urn, id }) => urn === before.urn && id === before.id);
    const newProvider = this.#ledger.news.get(after.urn);
    if (oldProvider === undefined || newProvider === undefined) {
      throw new Error(
        `the provider of ${wanted.urn} is not known: ${oldProvider === undefined ? before.urn : after.urn}`,
      );
    }
    const provider = await this.#load(wanted);
    const diff = await provider.diffConfig({
      urn: after.urn,
      id: after.id,
      oldInputs: forProvider(oldProvider.inputs),
      oldOutputs: oldProvider.outputs,
      newInputs: forProvider(newProvider.inputs),
      ignoreChanges: [],
    });
    return isReplacement(diff);
  }

  async #delete(state: ResourceState): Promise<Step> {
    if (state.custom) await this.#load(state);
    this.#ledger.deleted.add(state.urn);
    this.#ledger.condemned.add(state);
    const op = state.external ? "discard-replaced" : "delete-replaced";
    return { op, urn: state.urn, type: state.type, old: state, pendingReplacement: !state.delete };
  }

  /** Dependents that would have to be replaced if what they get from a replaced one changed, in the state's order. */
  async #dependents(root: ResourceState): Promise<DependentReplacement[]> {
    const all = [...this.#ledger.all];
    if (!all.includes(root)) return []; // Imported in this run: nothing depends on it yet.
    const settled = new Set([...this.#ledger.decisions.keys(), ...this.#ledger.deleted]);
    const replaced = new Set([root.urn]);
    const found: DependentReplacement[] = [];
    for (const state of dependentsOf(root, all, settled)) {
      const keys = await this.#replacementKeys(state, replaced);
      if (keys === undefined) continue;
      found.push({ state, keys });
      replaced.add(state.urn);
    }
    return found;
  }

  /** `undefined`: it can stay. */
  async #replacementKeys(state: ResourceState, replaced: ReadonlySet<string>): Promise<string[] | undefined> {
    if (!state.custom || state.external) return undefined;
    if (state.provider !== undefined && replaced.has(parseProviderReference(state.provider).urn)) return [];
    if (state.deletedWith !== undefined && replaced.has(state.deletedWith)) return [];
    const affected = Object.keys(state.inputs).filter((key) =>
      own(state.propertyDependencies, key)?.some((urn) => replaced.has(urn)),
    );
    if (affected.length === 0) return undefined;
    const inputs = { ...state.inputs, ...Object.fromEntries(affected.map((key) => [key, unknown])) };
    const provider = await this.#load(state);
    const diff = await diffResource(provider, state, inputs, state.ignoreChanges ?? []);
    const result = applyReplaceOnChanges(diff, state.replaceOnChanges ?? [], false);
    return isReplacement(result) ? result.replaceKeys : undefined;
  }

  /** What the program itself ties to the replaced resource: `replaceWith` and `deletedWith`. */
  #cascades(urn: string): DependentReplacement[] {
    const tied = (state: ResourceState) =>
      (state.replaceWith?.includes(urn) || state.deletedWith === urn) &&
      !this.#ledger.decisions.has(state.urn);
    return [...this.#ledger.olds.values()].filter(tied).map((state) => ({ state, keys: [] }));
  }
}
