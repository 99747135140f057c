import { status } from "@grpc/grpc-js";
import provproto from "@pulumi/pulumi/proto/provider_pb.js";
import emptyproto from "google-protobuf/google/protobuf/empty_pb.js";
import { providedPackage } from "../deploy/urn.ts";
import { containsUnknown, propagateSecrets, stripSecrets } from "../property/secret.ts";
import type { PropertyMap } from "../property/value.ts";
import { type EncodeOptions, fromStruct, toStruct, toWire } from "../property/wire.ts";
import { parseUrn } from "../state/urn.ts";
import { providerError, ResourceInitError } from "./errors.ts";
import { decodeDiff, decodeFailures } from "./messages.ts";
import type {
  CheckRequest,
  CheckResult,
  ConfigureRequest,
  CreateRequest,
  CreateResult,
  DeleteRequest,
  Diff,
  DiffRequest,
  InvokeRequest,
  InvokeResult,
  Provider,
  ReadRequest,
  ReadResult,
  UpdateRequest,
} from "./provider.ts";
import type { ProviderStub, StubMethod, StubMethods, StubRequest, StubResponse } from "./stub.ts";

interface Capabilities {
  keepSecrets: boolean;
  keepResources: boolean;
  preview: boolean;
}

/** A provider plugin, asked over Pulumi's protocol. */
export class ProviderClient implements Provider {
  readonly #package: string;
  readonly #stub: ProviderStub;
  readonly #onClose: () => void;
  #capabilities: Capabilities = { keepSecrets: false, keepResources: false, preview: false };
  /** False after a preview in which the provider's own configuration is not known yet. */
  #configKnown = true;

  /** `onClose`: ends what serves it. */
  constructor(packageName: string, stub: ProviderStub, onClose: () => void) {
    this.#package = packageName;
    this.#stub = stub;
    this.#onClose = onClose;
  }

  /** The first call: tells the provider where it runs and learns what it can take. Providers without it are fine. */
  async handshake(rootDirectory: string, engineAddress: string): Promise<void> {
    const request = new provproto.ProviderHandshakeRequest()
      .setRootDirectory(rootDirectory)
      .setProgramDirectory(rootDirectory)
      .setEngineAddress(engineAddress)
      .setConfigureWithUrn(true)
      .setInvokeWithPreview(true);
    try {
      const response = await this.#call("handshake", request);
      this.#capabilities = {
        keepSecrets: response.getAcceptSecrets(),
        keepResources: response.getAcceptResources(),
        preview: true,
      };
    } catch (error) {
      if (!isUnimplemented(error)) throw error;
    }
  }

  async checkConfig(request: CheckRequest): Promise<CheckResult> {
    try {
      return await this.#check("checkConfig", request);
    } catch (error) {
      if (isUnimplemented(error)) return { inputs: request.newInputs, failures: [] };
      throw error;
    }
  }

  async diffConfig(request: DiffRequest): Promise<Diff> {
    try {
      return await this.#diff("diffConfig", request);
    } catch (error) {
      if (!isUnimplemented(error)) throw error;
      return { changes: "unknown", replaceKeys: [], changedKeys: [], deleteBeforeReplace: false };
    }
  }

  async configure({ urn, id, inputs }: ConfigureRequest): Promise<void> {
    if (containsUnknown(inputs)) {
      this.#configKnown = false;
      return;
    }
    const { type, name } = parseUrn(urn);
    const message = new provproto.ConfigureRequest()
      .setUrn(urn)
      .setName(name)
      .setType(type)
      .setId(id)
      .setArgs(toStruct(inputs))
      .setAcceptsecrets(true)
      .setAcceptresources(true)
      .setSendsOldInputs(true)
      .setSendsOldInputsToDelete(true);
    const variables = message.getVariablesMap();
    for (const [key, value] of Object.entries(toWire(stripSecrets(inputs)))) {
      if (key === "version") continue;
      const text = typeof value === "string" ? value : JSON.stringify(value);
      variables.set(`${providedPackage(type)}:config:${key}`, text);
    }
    const response = await this.#call("configure", message);
    if (this.#capabilities.preview) return; // It told us all this in the handshake.
    this.#capabilities = {
      keepSecrets: response.getAcceptsecrets(),
      keepResources: response.getAcceptresources(),
      preview: response.getSupportspreview(),
    };
  }

  async check(request: CheckRequest): Promise<CheckResult> {
    if (!this.#configKnown) return { inputs: request.newInputs, failures: [] };
    return this.#check("check", request);
  }

  async diff(request: DiffRequest): Promise<Diff> {
    if (!this.#configKnown) {
      return { changes: "some", replaceKeys: [], changedKeys: [], deleteBeforeReplace: false };
    }
    return this.#diff("diff", request);
  }

  async create({ urn, inputs, timeout, preview }: CreateRequest): Promise<CreateResult> {
    if (preview && !this.#configKnown) return { id: "", outputs: {} };
    if (preview && !this.#capabilities.preview) return { id: "", outputs: inputs };
    const { type, name } = parseUrn(urn);
    const message = new provproto.CreateRequest()
      .setUrn(urn)
      .setName(name)
      .setType(type)
      .setProperties(this.#encode(inputs, { keepUnknowns: preview }))
      .setTimeout(timeout)
      .setPreview(preview);
    const response = await this.#call("create", message, inputs);
    if (response.getId() === "" && !preview) {
      throw new Error(`the provider "${this.#package}" returned no id for ${urn}`);
    }
    return { id: response.getId(), outputs: this.#outputs(fromStruct(response.getProperties()), inputs) };
  }

  async read({ urn, id, inputs, state, timeout }: ReadRequest): Promise<ReadResult> {
    const { type, name } = parseUrn(urn);
    const message = new provproto.ReadRequest()
      .setUrn(urn)
      .setName(name)
      .setType(type)
      .setId(id)
      .setProperties(this.#encode(state))
      .setTimeout(timeout);
    if (inputs !== undefined) message.setInputs(this.#encode(inputs));
    const response = await this.#call("read", message, inputs);
    const readInputs = response.getInputs();
    return {
      id: response.getId(),
      outputs: this.#outputs(fromStruct(response.getProperties()), state),
      inputs: readInputs && this.#outputs(fromStruct(readInputs), inputs ?? {}),
    };
  }

  async update(request: UpdateRequest): Promise<PropertyMap> {
    const { urn, preview, newInputs } = request;
    if (preview && !this.#configKnown) return {};
    if (preview && !this.#capabilities.preview) return newInputs;
    const { type, name } = parseUrn(urn);
    const message = new provproto.UpdateRequest()
      .setUrn(urn)
      .setName(name)
      .setType(type)
      .setId(request.id)
      .setOldInputs(this.#encode(request.oldInputs))
      .setOlds(this.#encode(request.oldOutputs))
      .setNews(this.#encode(newInputs, { keepUnknowns: preview }))
      .setIgnorechangesList(request.ignoreChanges)
      .setTimeout(request.timeout)
      .setPreview(preview);
    const response = await this.#call("update", message, newInputs);
    return this.#outputs(fromStruct(response.getProperties()), newInputs);
  }

  async delete({ urn, id, oldInputs, oldOutputs, timeout }: DeleteRequest): Promise<void> {
    const { type, name } = parseUrn(urn);
    const message = new provproto.DeleteRequest()
      .setUrn(urn)
      .setName(name)
      .setType(type)
      .setId(id)
      .setOldInputs(this.#encode(oldInputs))
      .setProperties(this.#encode(oldOutputs))
      .setTimeout(timeout);
    await this.#call("delete", message);
  }

  async invoke({ token, args, preview }: InvokeRequest): Promise<InvokeResult> {
    const message = new provproto.InvokeRequest()
      .setTok(token)
      .setArgs(this.#encode(args))
      .setPreview(preview);
    const response = await this.#call("invoke", message);
    return { result: fromStruct(response.getReturn()), failures: decodeFailures(response) };
  }

  /** The package's schema as JSON; nothing when there is none. */
  async schema(): Promise<string | undefined> {
    const request = new provproto.GetSchemaRequest().setVersion(0);
    try {
      const response = await this.#call("getSchema", request);
      return response.getSchema() || undefined;
    } catch (error) {
      if (isUnimplemented(error)) return undefined;
      throw error;
    }
  }

  async cancel(): Promise<void> {
    try {
      await this.#call("cancel", new emptyproto.Empty());
    } catch (error) {
      if (!isUnimplemented(error)) throw error;
    }
  }

  close(): void {
    this.#stub.close();
    this.#onClose();
  }

  async #check(
    method: "check" | "checkConfig",
    { urn, oldInputs, newInputs, randomSeed, preview }: CheckRequest,
  ): Promise<CheckResult> {
    const { type, name } = parseUrn(urn);
    const keepUnknowns = preview;
    const message = new provproto.CheckRequest()
      .setUrn(urn)
      .setName(name)
      .setType(type)
      .setOlds(this.#encode(oldInputs ?? {}, { keepUnknowns }))
      .setNews(this.#encode(newInputs, { keepUnknowns }));
    if (randomSeed !== undefined) message.setRandomseed(randomSeed);
    const response = await this.#call(method, message);
    return {
      inputs: this.#outputs(fromStruct(response.getInputs()), newInputs),
      failures: decodeFailures(response),
    };
  }

  async #diff(
    method: "diff" | "diffConfig",
    { urn, id, oldInputs, oldOutputs, newInputs, ignoreChanges }: DiffRequest,
  ): Promise<Diff> {
    const { type, name } = parseUrn(urn);
    const message = new provproto.DiffRequest()
      .setUrn(urn)
      .setName(name)
      .setType(type)
      .setId(id)
      .setOldInputs(this.#encode(oldInputs))
      .setOlds(this.#encode(oldOutputs))
      .setNews(this.#encode(newInputs))
      .setIgnorechangesList(ignoreChanges);
    const response = await this.#call(method, message);
    return decodeDiff(response);
  }

  #encode(properties: PropertyMap, options: EncodeOptions = {}) {
    const { keepSecrets, keepResources } = this.#capabilities;
    return toStruct(properties, { keepSecrets, keepResources, ...options });
  }

  /** A provider that cannot take secrets cannot give them back either: they are marked again. */
  #outputs(outputs: PropertyMap, inputs: PropertyMap): PropertyMap {
    return this.#capabilities.keepSecrets ? outputs : propagateSecrets(outputs, inputs);
  }

  /** `inputs`: where the secrets of a half-made resource are known from. */
  #call<Method extends StubMethod>(
    method: Method,
    request: StubRequest<Method>,
    inputs: PropertyMap = {},
  ): Promise<StubResponse<Method>> {
    const stub: StubMethods = this.#stub;
    return new Promise((resolve, reject) => {
      stub[method](request, (serviceError, response) => {
        if (serviceError === null) {
          resolve(response);
          return;
        }
        const error = providerError(serviceError, this.#package, method);
        if (!(error instanceof ResourceInitError)) reject(error);
        else
          reject(
            new ResourceInitError(
              error.id,
              this.#outputs(error.outputs, inputs),
              error.reasons,
              error.inputs,
            ),
          );
      });
    });
  }
}

function isUnimplemented(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === status.UNIMPLEMENTED;
}
