import resproto from "@pulumi/pulumi/proto/resource_pb.js";
import structs from "google-protobuf/google/protobuf/struct_pb.js";
import { signatureKey, signatures, unknownSentinel } from "../property/signature.ts";
import { own } from "../property/value.ts";
import { decodeWire, type WireObject } from "../property/wire.ts";
import type { Callback, Callbacks } from "./callbacks.ts";
import type { RegisterRequest } from "./goal.ts";
import { resourceOptions, setResourceOptions } from "./transform-options.ts";

export type InvokeRequest = InstanceType<typeof resproto.ResourceInvokeRequest>;

/**
 * The program's functions that may change what it asks for before it is looked at: those of a resource, of its parents, and
 * of the stack, in this order. What comes out is another request of the same kind.
 * {@link https://www.pulumi.com/docs/iac/concepts/options/transforms/}
 */
export class Transforms {
  readonly #callbacks: Callbacks;
  readonly #ofStack: Callback[] = [];
  readonly #ofInvokes: Callback[] = [];
  readonly #families = new Map<string, { parent: string; own: Callback[] }>();

  constructor(callbacks: Callbacks) {
    this.#callbacks = callbacks;
  }

  addForStack(callback: Callback): void {
    this.#ofStack.push(callback);
  }

  addForInvokes(callback: Callback): void {
    this.#ofInvokes.push(callback);
  }

  /** Takes note of a resource that may have children. */
  remember(urn: string, parent: string, own: Callback[]): void {
    this.#families.set(urn, { parent, own });
  }

  /**
   * @param provider the reference of the provider that the resource would get
   * @throws Error that names the resource, with what a transform threw
   */
  async ofResource(request: RegisterRequest, provider: string): Promise<RegisterRequest> {
    const own = request.getTransformsList();
    const all = [...own, ...this.#inherited(request.getParent()), ...this.#ofStack];
    if (all.length === 0) return request;
    let properties = request.getObject() ?? new structs.Struct();
    if (own.length > 0) properties = withDependencies(properties, request);
    let options = resourceOptions(request, provider);
    for (const callback of all) {
      const message = new resproto.TransformRequest()
        .setName(request.getName())
        .setType(request.getType())
        .setCustom(request.getCustom())
        .setParent(request.getParent())
        .setProperties(properties)
        .setOptions(options);
      const answer = await this.#call(callback, message.serializeBinary(), `of ${request.getName()}`);
      const response = resproto.TransformResponse.deserializeBinary(answer);
      properties = response.getProperties() ?? properties;
      options = response.getOptions() ?? options;
    }
    const transformed = request.clone().setObject(properties).setTransformsList(own);
    setResourceOptions(transformed, options);
    if (own.length > 0) setDependencies(transformed, options.getDependsOnList());
    return transformed;
  }

  /** @param provider as for {@link Transforms.ofResource} */
  async ofInvoke(request: InvokeRequest, provider: string): Promise<InvokeRequest> {
    if (this.#ofInvokes.length === 0) return request;
    let args = request.getArgs();
    let options = new resproto.TransformInvokeOptions()
      .setProvider(provider)
      .setVersion(request.getVersion())
      .setPluginDownloadUrl(request.getPlugindownloadurl());
    for (const callback of this.#ofInvokes) {
      const message = new resproto.TransformInvokeRequest()
        .setToken(request.getTok())
        .setArgs(args)
        .setOptions(options);
      const answer = await this.#call(callback, message.serializeBinary(), `of ${request.getTok()}`);
      const response = resproto.TransformInvokeResponse.deserializeBinary(answer);
      args = response.getArgs() ?? args;
      options = response.getOptions() ?? options;
    }
    return request
      .clone()
      .setArgs(args)
      .setProvider(options.getProvider())
      .setVersion(options.getVersion())
      .setPlugindownloadurl(options.getPluginDownloadUrl());
  }

  /** Those of the parents, the nearest first. */
  #inherited(parent: string): Callback[] {
    const family = this.#families.get(parent);
    return family === undefined ? [] : [...family.own, ...this.#inherited(family.parent)];
  }

  async #call(callback: Callback, request: Uint8Array, what: string): Promise<Uint8Array> {
    try {
      return await this.#callbacks.call(callback, request);
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new Error(`a transform ${what} failed: ${reason}`, { cause });
    }
  }
}

/** Properties that say themselves what they depend on: a transform may move them. */
function withDependencies(properties: structs.Struct, request: RegisterRequest): structs.Struct {
  const wire: WireObject = { ...properties.toJavaScript() };
  const known = decodeWire(wire).dependencies;
  const said = request.getPropertydependenciesMap();
  for (const [key, value] of Object.entries(wire)) {
    const urns =
      said.getLength() === 0 ? request.getDependenciesList() : (said.get(key)?.getUrnsList() ?? []);
    const before = own(known, key) ?? [];
    const dependencies = [...new Set([...before, ...urns])];
    if (dependencies.length > before.length) wire[key] = outputValue(value, dependencies);
  }
  return structs.Struct.fromJavaScript(wire);
}

function outputValue(value: WireObject[string], dependencies: string[]): WireObject {
  const base = { [signatureKey]: signatures.outputValue, dependencies };
  if (value === unknownSentinel) return base;
  const signature = isObject(value) ? value[signatureKey] : undefined;
  if (isObject(value) && signature === signatures.outputValue) return { ...value, dependencies };
  if (isObject(value) && signature === signatures.secret) {
    return { ...base, secret: true, value: value.value ?? null };
  }
  return { ...base, value };
}

function isObject(value: WireObject[string]): value is WireObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What a resource depends on once its own transforms are through: what they say, and what its properties say. */
function setDependencies(request: RegisterRequest, dependsOn: string[]): void {
  const wire = request.getObject()?.toJavaScript() ?? {};
  const { dependencies } = decodeWire(wire);
  request.setDependenciesList([...new Set([...dependsOn, ...Object.values(dependencies).flat()])]);
  const byProperty = request.getPropertydependenciesMap();
  byProperty.clear();
  for (const key of Object.keys(wire)) {
    const urns = new resproto.RegisterResourceRequest.PropertyDependencies();
    byProperty.set(key, urns.setUrnsList(own(dependencies, key) ?? []));
  }
}
