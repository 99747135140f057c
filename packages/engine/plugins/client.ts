import { type ServiceError, status } from "@grpc/grpc-js";
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
import type { ProviderStub } from "./stub.ts";

interface Capabilities {
  keepSecrets: boolean;
  keepResources: boolean;
  preview: boolean;
}

type Call<Request, Response> = (
  request: Request,
  callback: (error: ServiceError | null, response: Response) => void,
) => unknown;

/** A provider plugin, asked over Pulumi's protocol. */
export class ProviderClient implements Provider {
  readonly #package: string;
  readonly #client: ProviderStub;
  readonly #onClose: () => void;
  #capabilities: Capabilities = { keepSecrets: false, keepResources: false, preview: false };
  /** False after a preview in which the provider's own configuration is not known yet. */
  #configKnown = true;

  /** `onClose`: ends what serves it. */
  constructor(packageName: string, client: ProviderStub, onClose: () => void) {
    this.#package = packageName;
    this.#client = client;
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
      const response = await this.#call<
        typeof request,
        InstanceType<typeof provproto.ProviderHandshakeResponse>
      >("Handshake", (message, done) => this.#client.handshake(message, done), request);
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
      return await this.#check(
        "CheckConfig",
        (message, done) => this.#client.checkConfig(message, done),
        request,
      );
    } catch (error) {
      if (isUnimplemented(error)) return { inputs: request.newInputs, failures: [] };
      throw error;
    }
  }

  async diffConfig(request: DiffRequest): Promise<Diff> {
    try {
      return await this.#diff(
        "DiffConfig",
        (message, done) => this.#client.diffConfig(message, done),
        request,
      );
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
    const response = await this.#call<typeof message, InstanceType<typeof provproto.ConfigureResponse>>(
      "Configure",
      (request, done) => this.#client.configure(request, done),
      message,
    );
    if (this.#capabilities.preview) return; // It told us all this in the handshake.
    this.#capabilities = {
      keepSecrets: response.getAcceptsecrets(),
      keepResources: response.getAcceptresources(),
      preview: response.getSupportspreview(),
    };
  }

  async check(request: CheckRequest): Promise<CheckResult> {
    if (!this.#configKnown) return { inputs: request.newInputs, failures: [] };
    return this.#check("Check", (message, done) => this.#client.check(message, done), request);
  }

  async diff(request: DiffRequest): Promise<Diff> {
    if (!this.#configKnown) {
      return { changes: "some", replaceKeys: [], changedKeys: [], deleteBeforeReplace: false };
    }
    return this.#diff("Diff", (message, done) => this.#client.diff(message, done), request);
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
    const response = await this.#call<typeof message, InstanceType<typeof provproto.CreateResponse>>(
      "Create",
      (request, done) => this.#client.create(request, done),
      message,
      inputs,
    );
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
    const response = await this.#call<typeof message, InstanceType<typeof provproto.ReadResponse>>(
      "Read",
      (request, done) => this.#client.read(request, done),
      message,
      inputs,
    );
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
    const response = await this.#call<typeof message, InstanceType<typeof provproto.UpdateResponse>>(
      "Update",
      (update, done) => this.#client.update(update, done),
      message,
      newInputs,
    );
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
    await this.#call<typeof message, emptyproto.Empty>(
      "Delete",
      (request, done) => this.#client.delete(request, done),
      message,
    );
  }

  async invoke({ token, args, preview }: InvokeRequest): Promise<InvokeResult> {
    const message = new provproto.InvokeRequest()
      .setTok(token)
      .setArgs(this.#encode(args))
      .setPreview(preview);
    const response = await this.#call<typeof message, InstanceType<typeof provproto.InvokeResponse>>(
      "Invoke",
      (request, done) => this.#client.invoke(request, done),
      message,
    );
    return { result: fromStruct(response.getReturn()), failures: decodeFailures(response) };
  }

  /** The package's schema as JSON; nothing when there is none. */
  async schema(): Promise<string | undefined> {
    const request = new provproto.GetSchemaRequest().setVersion(0);
    try {
      const response = await this.#call<typeof request, InstanceType<typeof provproto.GetSchemaResponse>>(
        "GetSchema",
        (message, done) => this.#client.getSchema(message, done),
        request,
      );
      return response.getSchema() || undefined;
    } catch (error) {
      if (isUnimplemented(error)) return undefined;
      throw error;
    }
  }

  async cancel(): Promise<void> {
    try {
      await this.#call<emptyproto.Empty, emptyproto.Empty>(
        "Cancel",
        (request, done) => this.#client.cancel(request, done),
        new emptyproto.Empty(),
      );
    } catch (error) {
      if (!isUnimplemented(error)) throw error;
    }
  }

  close(): void {
    this.#client.close();
    this.#onClose();
  }

  async #check(
    call: string,
    invoke: Call<InstanceType<typeof provproto.CheckRequest>, InstanceType<typeof provproto.CheckResponse>>,
    { urn, oldInputs, newInputs, randomSeed, preview }: CheckRequest,
  ): Promise<CheckResult> {
    const { type, name } = parseUrn(urn);
    const keepUnknowns = preview;
    const message = new provproto.CheckRequest()
      .setUrn(urn)
      .setName(name)
      .setType(type)
      .setNews(this.#encode(newInputs, { keepUnknowns }));
    if (oldInputs !== undefined) message.setOlds(this.#encode(oldInputs, { keepUnknowns }));
    if (randomSeed !== undefined) message.setRandomseed(randomSeed);
    const response = await this.#call(call, invoke, message);
    return {
      inputs: this.#outputs(fromStruct(response.getInputs()), newInputs),
      failures: decodeFailures(response),
    };
  }

  async #diff(
    call: string,
    invoke: Call<InstanceType<typeof provproto.DiffRequest>, InstanceType<typeof provproto.DiffResponse>>,
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
    const response = await this.#call(call, invoke, message);
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
  #call<Request, Response>(
    name: string,
    call: Call<Request, Response>,
    request: Request,
    inputs: PropertyMap = {},
  ): Promise<Response> {
    return new Promise((resolve, reject) => {
      call(request, (serviceError, response) => {
        if (serviceError === null) {
          resolve(response);
          return;
        }
        const error = providerError(serviceError, this.#package, name);
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
