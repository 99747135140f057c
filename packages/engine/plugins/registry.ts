import { randomUUID } from "node:crypto";
import { providedPackage } from "../deploy/urn.ts";
import { equal } from "../property/diff.ts";
import { unknownSentinel } from "../property/signature.ts";
import type { PropertyMap } from "../property/value.ts";
import type { ResourceState } from "../state/resource.ts";
import { parseUrn, providerReference } from "../state/urn.ts";
import type { PluginHost } from "./host.ts";
import type {
  CheckRequest,
  CheckResult,
  CreateRequest,
  CreateResult,
  DeleteRequest,
  Diff,
  DiffRequest,
  InvokeResult,
  Provider,
  ReadResult,
  UpdateRequest,
} from "./provider.ts";

/** Inputs of a provider resource that are for the engine, not for the provider. */
const internalKey = "__internal";
const unconfigured = "unconfigured";

/**
 * Provider resources (`pulumi:providers:<package>`) and the providers they stand for. To the deployment it is the
 * provider of provider resources: creating one configures a plugin.
 * {@link https://github.com/pulumi/pulumi/blob/master/pkg/resource/deploy/providers/registry.go}
 */
export class ProviderRegistry implements Provider {
  readonly #host: PluginHost;
  readonly #builtin: Provider;
  readonly #loaded = new Map<string, Promise<Provider>>();
  readonly #aliases = new Map<string, string>();

  /** `builtin` serves the package `pulumi`. */
  constructor(host: PluginHost, builtin: Provider) {
    this.#host = host;
    this.#builtin = builtin;
  }

  /**
   * The configured provider that a resource's `provider` refers to.
   * @throws Error when no such provider resource was registered
   */
  async get(reference: string): Promise<Provider> {
    const loaded = this.#loaded.get(reference);
    if (loaded === undefined) throw new Error(`the provider ${reference} is not registered`);
    return loaded;
  }

  has(reference: string): boolean {
    return this.#loaded.has(reference);
  }

  /** A provider resource that was renamed also answers to the reference that old resources hold. */
  alias(urn: string, oldUrn: string): void {
    this.#aliases.set(urn, oldUrn);
  }

  /** Loads and configures the provider of an unchanged provider resource; it is loaded once. */
  async same(state: ResourceState): Promise<void> {
    const id = state.id ?? "";
    if (this.has(providerReference(state.urn, id))) return;
    const checked = this.#take(providerReference(state.urn, unconfigured));
    const loading = this.#configure(
      checked ?? this.#load(state.urn, state.inputs),
      state.urn,
      id,
      state.inputs,
    );
    this.#set(state.urn, id, loading);
    await loading;
  }

  async check(request: CheckRequest): Promise<CheckResult> {
    const { urn, newInputs, oldInputs } = request;
    const provider = await this.#load(urn, newInputs);
    const { inputs, failures } = await provider.checkConfig({
      ...request,
      oldInputs: oldInputs && forProvider(oldInputs),
      newInputs: forProvider(newInputs),
    });
    if (failures.length > 0) {
      if (provider !== this.#builtin) provider.close();
      return { inputs: newInputs, failures };
    }
    this.#set(urn, unconfigured, Promise.resolve(provider));
    const checked = { ...inputs };
    if (newInputs.version !== undefined && checked.version === undefined) checked.version = newInputs.version;
    if (newInputs[internalKey] !== undefined) checked[internalKey] = newInputs[internalKey];
    return { inputs: checked, failures };
  }

  async diff(request: DiffRequest): Promise<Diff> {
    const { urn, id, oldInputs, oldOutputs, newInputs } = request;
    const checked =
      this.#loaded.get(providerReference(urn, unconfigured)) ?? this.get(providerReference(urn, id));
    const diff = await (await checked).diffConfig({
      ...request,
      oldInputs: forProvider(oldInputs),
      newInputs: forProvider(newInputs),
    });
    if (diff.changes !== "unknown") return diff;
    return { ...diff, changes: equal(oldOutputs, forProvider(newInputs)) ? "none" : "some" };
  }

  async create({ urn, inputs, preview }: CreateRequest): Promise<CreateResult> {
    const id = preview ? unknownSentinel : randomUUID();
    const provider = this.#take(providerReference(urn, unconfigured)) ?? this.#load(urn, inputs);
    const configured = this.#configure(provider, urn, id, inputs);
    this.#set(urn, id, configured);
    await configured;
    return { id, outputs: forProvider(inputs) };
  }

  async update({ urn, id, newInputs }: UpdateRequest): Promise<PropertyMap> {
    const provider = this.#take(providerReference(urn, unconfigured)) ?? this.#load(urn, newInputs);
    const configured = this.#configure(provider, urn, id, newInputs);
    const old = this.#take(providerReference(urn, id));
    this.#set(urn, id, configured);
    await configured;
    if (old !== undefined) this.#close(await old);
    return forProvider(newInputs);
  }

  async delete({ urn, id }: DeleteRequest): Promise<void> {
    const provider = await this.#take(providerReference(urn, id));
    if (provider !== undefined) this.#close(provider);
  }

  async checkConfig(): Promise<CheckResult> {
    throw new Error("provider resources have no provider of their own to check");
  }
  async diffConfig(): Promise<Diff> {
    throw new Error("provider resources have no provider of their own to compare");
  }
  async configure(): Promise<void> {
    throw new Error("provider resources have no provider of their own to configure");
  }
  async read(): Promise<ReadResult> {
    throw new Error("provider resources cannot be read");
  }
  async invoke(): Promise<InvokeResult> {
    throw new Error("provider resources have no functions");
  }
  async cancel(): Promise<void> {
    await this.#host.cancel();
  }
  close(): void {
    this.#host.close();
  }

  async #load(urn: string, inputs: PropertyMap): Promise<Provider> {
    const { type } = parseUrn(urn);
    const internal = inputs[internalKey];
    if (typeof internal === "object" && internal !== null && "parameterization" in internal) {
      throw new Error(`${urn}: parameterized providers are not supported by this engine`);
    }
    const packageName = providedPackage(type);
    return packageName === "pulumi" ? this.#builtin : this.#host.load(packageName);
  }

  async #configure(
    loading: Provider | Promise<Provider>,
    urn: string,
    id: string,
    inputs: PropertyMap,
  ): Promise<Provider> {
    const provider = await loading;
    await provider.configure({ urn, id, inputs: forProvider(inputs) });
    return provider;
  }

  #set(urn: string, id: string, provider: Promise<Provider>): void {
    provider.catch(() => {}); // Whoever asked for it hears of it.
    this.#loaded.set(providerReference(urn, id), provider);
    const alias = this.#aliases.get(urn);
    if (alias !== undefined) this.#loaded.set(providerReference(alias, id), provider);
  }

  #take(reference: string): Promise<Provider> | undefined {
    const provider = this.#loaded.get(reference);
    this.#loaded.delete(reference);
    return provider;
  }

  #close(provider: Provider): void {
    if (provider !== this.#builtin) provider.close();
  }
}

/** A provider's configuration without what is the engine's own. */
export function forProvider(inputs: PropertyMap): PropertyMap {
  return Object.fromEntries(Object.entries(inputs).filter(([key]) => key !== internalKey));
}
