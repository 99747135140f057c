import type { Provider } from "../plugins/provider.ts";
import type { ProviderRegistry } from "../plugins/registry.ts";
import type { ResourceState } from "../state/resource.ts";
import { isProviderType } from "../state/urn.ts";
import { parseProviderReference } from "./urn.ts";

/** The providers of a run's resources: what the program has not registered is loaded as the state has it. */
export class ResourceProviders {
  readonly #registry: ProviderRegistry;
  readonly #stored: () => readonly ResourceState[];

  /** @param stored the resources of the last run */
  constructor(registry: ProviderRegistry, stored: () => readonly ResourceState[]) {
    this.#registry = registry;
    this.#stored = stored;
  }

  /** The one that manages a resource. @throws Error when neither program nor state knows it */
  async of(state: ResourceState): Promise<Provider> {
    if (isProviderType(state.type)) return this.#registry;
    if (state.provider === undefined) throw new Error(`the resource ${state.urn} has no provider`);
    if (!this.#registry.has(state.provider)) await this.#registry.same(this.#find(state.provider, state.urn));
    return this.#registry.get(state.provider);
  }

  /** As {@link ResourceProviders.of}; a provider resource that only the state knows is loaded, so that it can be compared. */
  async load(state: ResourceState): Promise<Provider> {
    if (isProviderType(state.type)) await this.#registry.same(state);
    return this.of(state);
  }

  #find(reference: string, of: string): ResourceState {
    const { urn, id } = parseProviderReference(reference);
    const found = this.#stored().find((state) => state.urn === urn && state.id === id);
    if (found === undefined) throw new Error(`the provider ${reference} of ${of} is not in the state`);
    return found;
  }
}
