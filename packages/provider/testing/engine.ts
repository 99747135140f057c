import grpc from "@grpc/grpc-js";
import provgrpc from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import provproto from "@pulumi/pulumi/proto/provider_pb.js";
import statusproto from "@pulumi/pulumi/proto/status_pb.js";
import emptyproto from "google-protobuf/google/protobuf/empty_pb.js";
import { type Bag, decode, encode } from "../properties/values.ts";

/** A resource as an engine keeps it. */
export interface Kept {
  urn: string;
  id: string;
  inputs: Bag;
  state: Bag;
  /** The names of the properties that came back secret. */
  secrets: ReadonlySet<string>;
}

/** What a diff says. */
export interface Diffed {
  some: boolean;
  /** `add`, `update_replace` and so on by property path. */
  kinds: Record<string, string>;
  replaces: string[];
  deleteBeforeReplace: boolean;
}

/** An error of a half-made resource, as an engine takes it apart. */
export class PartialFailure extends Error {
  readonly kept: Pick<Kept, "id" | "state" | "inputs">;
  constructor(message: string, kept: PartialFailure["kept"]) {
    super(message);
    this.kept = kept;
  }
}

/** Speaks to a provider as an engine does, over gRPC and nothing else. */
export class TestEngine {
  readonly #client: provgrpc.ResourceProviderClient;

  constructor(port: number) {
    this.#client = new provgrpc.ResourceProviderClient(
      `127.0.0.1:${port}`,
      grpc.credentials.createInsecure(),
    );
  }

  close(): void {
    this.#client.close();
  }

  static urn(token: string, name = "it"): string {
    return `urn:pulumi:test::provider::${token}::${name}`;
  }

  async configure(config: Bag = {}): Promise<void> {
    const request = new provproto.ConfigureRequest();
    request.setArgs(encode(config));
    await this.#call("configure", request);
  }

  async check(token: string, news: Bag, olds: Bag = {}, seed = "seed") {
    const request = new provproto.CheckRequest();
    request.setUrn(TestEngine.urn(token));
    request.setNews(encode(news));
    request.setOlds(encode(olds));
    request.setRandomseed(Buffer.from(seed));
    const response: provproto.CheckResponse = await this.#call("check", request);
    const { values, secrets } = decode(response.getInputs());
    const failures = response.getFailuresList().map((one) => `${one.getProperty()} ${one.getReason()}`);
    return { inputs: values, secrets, failures };
  }

  async checkConfig(news: Bag) {
    const request = new provproto.CheckRequest();
    request.setUrn("urn:pulumi:test::provider::pulumi:providers:twilio::it");
    request.setNews(encode(news));
    const response: provproto.CheckResponse = await this.#call("checkConfig", request);
    const failures = response.getFailuresList().map((one) => `${one.getProperty()} ${one.getReason()}`);
    return { ...decode(response.getInputs()), failures };
  }

  /** Checks and creates. Throws what the checks say, or the provider. */
  async create(token: string, args: Bag, name = "it"): Promise<Kept> {
    const { inputs, failures } = await this.check(token, args);
    if (failures.length > 0) throw new Error(failures.join("; "));
    const urn = TestEngine.urn(token, name);
    const request = new provproto.CreateRequest();
    request.setUrn(urn);
    request.setProperties(encode(inputs));
    const response: provproto.CreateResponse = await this.#call("create", request);
    const { values, secrets } = decode(response.getProperties());
    return { urn, id: response.getId(), inputs, state: values, secrets };
  }

  async previewCreate(token: string, args: Bag): Promise<{ state: Bag; secrets: ReadonlySet<string> }> {
    const { inputs, failures } = await this.check(token, args);
    if (failures.length > 0) throw new Error(failures.join("; "));
    const request = new provproto.CreateRequest();
    request.setUrn(TestEngine.urn(token));
    request.setProperties(encode(inputs));
    request.setPreview(true);
    const response: provproto.CreateResponse = await this.#call("create", request);
    const { values, secrets } = decode(response.getProperties());
    return { state: values, secrets };
  }

  async diff({ urn, id, inputs, state }: Kept, news: Bag): Promise<Diffed> {
    const checked = await this.check(tokenOf(urn), news, inputs);
    if (checked.failures.length > 0) throw new Error(checked.failures.join("; "));
    const request = new provproto.DiffRequest();
    request.setUrn(urn);
    request.setId(id);
    request.setOlds(encode(state));
    request.setOldInputs(encode(inputs));
    request.setNews(encode(checked.inputs));
    const response: provproto.DiffResponse = await this.#call("diff", request);
    const names = Object.entries(provproto.PropertyDiff.Kind);
    const named = [...response.getDetaileddiffMap().entries()].map(([path, change]) => [
      path,
      names.find(([, number]) => number === change.getKind())?.[0].toLowerCase(),
    ]);
    return {
      some: response.getChanges() === provproto.DiffResponse.DiffChanges.DIFF_SOME,
      kinds: Object.fromEntries(named),
      replaces: response.getReplacesList(),
      deleteBeforeReplace: response.getDeletebeforereplace(),
    };
  }

  async update(kept: Kept, news: Bag, { preview = false } = {}): Promise<Kept> {
    const { inputs } = await this.check(tokenOf(kept.urn), news, kept.inputs);
    const request = new provproto.UpdateRequest();
    request.setUrn(kept.urn);
    request.setId(kept.id);
    request.setOlds(encode(kept.state));
    request.setOldInputs(encode(kept.inputs));
    request.setNews(encode(inputs));
    request.setPreview(preview);
    const response: provproto.UpdateResponse = await this.#call("update", request);
    const { values, secrets } = decode(response.getProperties());
    return { ...kept, inputs, state: values, secrets };
  }

  /** Refreshes; undefined when it is gone. */
  async read({ urn, id, inputs, state }: Kept): Promise<Kept | undefined> {
    const request = new provproto.ReadRequest();
    request.setUrn(urn);
    request.setId(id);
    request.setProperties(encode(state));
    request.setInputs(encode(inputs));
    const response: provproto.ReadResponse = await this.#call("read", request);
    if (response.getId() === "") return undefined;
    const { values, secrets } = decode(response.getProperties());
    return { urn, id: response.getId(), inputs: decode(response.getInputs()).values, state: values, secrets };
  }

  /** Imports by ID; undefined when there is no such resource. */
  import(token: string, id: string): Promise<Kept | undefined> {
    return this.read({ urn: TestEngine.urn(token), id, inputs: {}, state: {}, secrets: new Set() });
  }

  async delete({ urn, id, inputs, state }: Kept): Promise<void> {
    const request = new provproto.DeleteRequest();
    request.setUrn(urn);
    request.setId(id);
    request.setProperties(encode(state));
    request.setOldInputs(encode(inputs));
    await this.#call("delete", request);
  }

  async invoke(token: string, args: Bag): Promise<{ result: Bag; failures: string[] }> {
    const request = new provproto.InvokeRequest();
    request.setTok(token);
    request.setArgs(encode(args));
    const response: provproto.InvokeResponse = await this.#call("invoke", request);
    const failures = response.getFailuresList().map((one) => `${one.getProperty()} ${one.getReason()}`);
    return { result: decode(response.getReturn()).values, failures };
  }

  async cancel(): Promise<void> {
    await this.#call("cancel", new emptyproto.Empty());
  }

  async schema(): Promise<Record<string, unknown>> {
    const response: provproto.GetSchemaResponse = await this.#call(
      "getSchema",
      new provproto.GetSchemaRequest(),
    );
    return JSON.parse(response.getSchema());
  }

  async version(): Promise<string> {
    const info: { getVersion(): string } = await this.#call("getPluginInfo", new emptyproto.Empty());
    return info.getVersion();
  }

  /** Calls a method that answers with an error only. */
  async refusal(method: "parameterize" | "call" | "construct"): Promise<grpc.ServiceError> {
    const requests = {
      parameterize: new provproto.ParameterizeRequest(),
      call: new provproto.CallRequest(),
      construct: new provproto.ConstructRequest(),
    };
    return this.#call(method, requests[method]).then(
      () => Promise.reject(new Error(`${method} did not fail`)),
      (error: grpc.ServiceError) => error,
    );
  }

  #call<A>(method: keyof provgrpc.IResourceProviderClient, request: object): Promise<A> {
    const { path, requestSerialize, responseDeserialize } = provgrpc.ResourceProviderService[method];
    return new Promise((resolve, reject) => {
      this.#client.makeUnaryRequest<object, object>(
        path,
        requestSerialize as (value: object) => Buffer,
        responseDeserialize as (bytes: Buffer) => object,
        request,
        (error, response) => (error ? reject(partial(error)) : resolve(response as A)),
      );
    });
  }
}

/** Takes the half-made resource out of an error, if it carries one. */
function partial(error: grpc.ServiceError): Error {
  const [details] = error.metadata.get("grpc-status-details-bin");
  if (!(details instanceof Buffer)) return error;
  const [any] = statusproto.Status.deserializeBinary(details).getDetailsList();
  const failure = any && provproto.ErrorResourceInitFailed.deserializeBinary(any.getValue_asU8());
  if (failure === undefined) return error;
  return new PartialFailure(error.details, {
    id: failure.getId(),
    state: decode(failure.getProperties()).values,
    inputs: decode(failure.getInputs()).values,
  });
}

function tokenOf(urn: string): string {
  return urn.split("::")[2] ?? "";
}
