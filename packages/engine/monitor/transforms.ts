import resproto from "@pulumi/pulumi/proto/resource_pb.js";
import structs from "google-protobuf/google/protobuf/struct_pb.js";
import { isUnknownSentinel, signatureKey, signatures } from "../property/signature.ts";
import { own } from "../property/value.ts";
import { decodeWire, type WireObject, type WireValue } from "../property/wire.ts";
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
    const asked = withOutputs(request.getObject()?.toJavaScript() ?? {});
    let properties = structs.Struct.fromJavaScript(own.length > 0 ? withDependencies(asked, request) : asked);
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

/** The same with each secret and unknown as an output value: in plain, the SDK takes what is around a secret for secret, too. */
function withOutputs(wire: WireObject): WireObject {
  return Object.fromEntries(Object.entries(wire).map(([key, value]) => [key, asOutput(value)]));
}

function asOutput(value: WireValue): WireValue {
  if (typeof value === "string" && isUnknownSentinel(value))
    return { [signatureKey]: signatures.outputValue };
  if (Array.isArray(value)) return value.map(asOutput);
  if (!isObject(value)) return value;
  const inside = withOutputs(value);
  if (value[signatureKey] !== signatures.secret) return inside;
  return { ...inside, [signatureKey]: signatures.outputValue, secret: true };
}

/** Properties that say themselves what they depend on: a transform may move them. */
function withDependencies(wire: WireObject, request: RegisterRequest): WireObject {
  const known = decodeWire(wire).dependencies;
  const said = request.getPropertydependenciesMap();
  const entries = Object.entries(wire).map(([key, value]): [string, WireValue] => {
    const urns =
      said.getLength() === 0 ? request.getDependenciesList() : (said.get(key)?.getUrnsList() ?? []);
    const before = own(known, key) ?? [];
    const dependencies = [...new Set([...before, ...urns])];
    return [key, dependencies.length > before.length ? dependent(value, dependencies) : value];
  });
  return Object.fromEntries(entries);
}

function dependent(value: WireValue, dependencies: string[]): WireObject {
  const isOutput = isObject(value) && value[signatureKey] === signatures.outputValue;
  const output = isOutput ? value : { [signatureKey]: signatures.outputValue, value };
  return { ...output, dependencies };
}

function isObject(value: WireValue): value is WireObject {
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
