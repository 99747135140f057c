import {
  type handleUnaryCall,
  Metadata,
  type ServiceError,
  status,
  type UntypedServiceImplementation,
} from "@grpc/grpc-js";
import plugproto from "@pulumi/pulumi/proto/plugin_pb.js";
import provproto from "@pulumi/pulumi/proto/provider_pb.js";
import statusproto from "@pulumi/pulumi/proto/status_pb.js";
import anyproto from "google-protobuf/google/protobuf/any_pb.js";
import emptyproto from "google-protobuf/google/protobuf/empty_pb.js";
import { diff as diffProperties } from "../property/diff.ts";
import { containsUnknown, stripSecrets } from "../property/secret.ts";
import { type PropertyMap, Secret, unknown } from "../property/value.ts";
import { fromStruct, toStruct } from "../property/wire.ts";
import { TestWorld } from "./world.ts";

/** One call the provider got. */
export interface TestCall {
  method: string;
  urn: string;
  inputs: PropertyMap;
  preview: boolean;
  /** Seconds; 0: the provider's own. */
  timeout?: number;
}

/** What the provider is to do wrong: `true` to refuse, `partial` to make the thing and then fail. */
export type TestFault = boolean | "partial";

/** Faults by call, as `Create a`. */
export type TestFaults = Record<string, TestFault>;

/**
 * A provider for tests, package `test`, and the world it manages. A resource takes any properties. These mean something:
 * `key` replaces when changed, created first; `name` replaces when changed, deleted first; `invalid` fails Check;
 * `password` comes out as a secret; every resource has the output `ref` (its id) and `size` (how many properties).
 */
export class TestProvider {
  readonly world: TestWorld;
  readonly calls: TestCall[] = [];
  /** Decides what fails, by method and name of the resource. */
  fault: (method: string, name: string) => TestFault = () => false;
  /** Runs before each call is answered. */
  before: (call: TestCall) => void | Promise<void> = () => {};
  /** Runs after the world has changed. */
  after: () => void = () => {};
  config: PropertyMap = {};

  constructor(world = new TestWorld()) {
    this.world = world;
  }

  set faults(faults: TestFaults) {
    this.fault = (method, name) => faults[`${method} ${name}`] ?? false;
  }

  /** Calls that ask something of the world: all but Check, Diff and configuration. */
  get worldCalls(): TestCall[] {
    return this.calls.filter(
      ({ method, preview }) => ["Create", "Update", "Delete", "Read"].includes(method) && !preview,
    );
  }

  /** For `providers: { test: { service } }`. */
  get service(): UntypedServiceImplementation {
    return {
      handshake: answer(() =>
        new provproto.ProviderHandshakeResponse().setAcceptSecrets(true).setAcceptResources(true),
      ),
      checkConfig: answer((request: CheckRequest) =>
        new provproto.CheckResponse().setInputs(request.getNews()),
      ),
      diffConfig: answer((request: DiffRequest) => this.#diffConfig(request)),
      configure: answer((request: InstanceType<typeof provproto.ConfigureRequest>) => {
        this.config = fromStruct(request.getArgs());
        return new provproto.ConfigureResponse()
          .setAcceptsecrets(true)
          .setAcceptresources(true)
          .setSupportspreview(true);
      }),
      check: answer((request: CheckRequest) => this.#check(request)),
      diff: answer((request: DiffRequest) => this.#diff(request)),
      create: answer((request: InstanceType<typeof provproto.CreateRequest>) => this.#create(request)),
      read: answer((request: InstanceType<typeof provproto.ReadRequest>) => this.#read(request)),
      update: answer((request: InstanceType<typeof provproto.UpdateRequest>) => this.#update(request)),
      delete: answer((request: InstanceType<typeof provproto.DeleteRequest>) => this.#delete(request)),
      invoke: answer((request: InstanceType<typeof provproto.InvokeRequest>) =>
        new provproto.InvokeResponse().setReturn(
          toStruct({ token: request.getTok(), ...fromStruct(request.getArgs()) }),
        ),
      ),
      getPluginInfo: answer(() => new plugproto.PluginInfo().setVersion("0.0.1")),
      cancel: answer(() => new emptyproto.Empty()),
    };
  }

  async #note(
    method: string,
    urn: string,
    inputs: PropertyMap,
    { preview = false, timeout }: { preview?: boolean; timeout?: number } = {},
  ): Promise<TestFault> {
    const call = { method, urn, inputs, preview, timeout };
    this.calls.push(call);
    await this.before(call);
    const fault = preview ? false : this.fault(method, nameOf(urn));
    if (fault === true) throw new Error(`${method} of ${nameOf(urn)} was refused`);
    return fault;
  }

  async #check(request: CheckRequest) {
    const inputs = fromStruct(request.getNews());
    await this.#note("Check", request.getUrn(), inputs);
    const response = new provproto.CheckResponse().setInputs(toStruct(inputs));
    if (inputs.invalid === undefined) return response;
    return response.setFailuresList([
      new provproto.CheckFailure().setProperty("invalid").setReason("may not be given"),
    ]);
  }

  #diffConfig(request: DiffRequest) {
    const changes = diffProperties(fromStruct(request.getOldInputs()), fromStruct(request.getNews()));
    const keys = changes.map(({ path }) => String(path[0]));
    return diffResponse(
      keys,
      keys.filter((key) => key === "region"),
    );
  }

  async #diff(request: DiffRequest) {
    const ignored = request.getIgnorechangesList();
    const news = fromStruct(request.getNews());
    await this.#note("Diff", request.getUrn(), news);
    const changes = diffProperties(stripSecrets(fromStruct(request.getOldInputs())), stripSecrets(news));
    const keys = [...new Set(changes.map(({ path }) => String(path[0])))].filter(
      (key) => !ignored.includes(key),
    );
    const response = diffResponse(
      keys,
      keys.filter((key) => key === "key" || key === "name"),
    );
    return response.setDeletebeforereplace(keys.includes("name"));
  }

  async #create(request: InstanceType<typeof provproto.CreateRequest>) {
    const urn = request.getUrn();
    const inputs = fromStruct(request.getProperties());
    const preview = request.getPreview();
    const fault = await this.#note("Create", urn, inputs, { preview, timeout: request.getTimeout() });
    const response = new provproto.CreateResponse();
    if (preview) return response.setProperties(toStruct({ ...outputs(inputs), ref: unknown }));
    if (containsUnknown(inputs)) throw new Error(`Create of ${nameOf(urn)} got an unknown value`);
    const id = this.world.make(nameOf(urn), { type: request.getType(), properties: inputs });
    this.after();
    const properties = toStruct({ ...outputs(inputs), ref: id });
    if (fault === "partial") throw initFailed(id, properties);
    return response.setId(id).setProperties(properties);
  }

  async #read(request: InstanceType<typeof provproto.ReadRequest>) {
    const id = request.getId();
    const fault = await this.#note("Read", request.getUrn(), fromStruct(request.getInputs()), {
      timeout: request.getTimeout(),
    });
    const found = this.world.get(id);
    const response = new provproto.ReadResponse();
    if (found === undefined) return response;
    const inputs = toStruct(found.properties);
    const properties = toStruct({ ...outputs(found.properties), ref: id });
    if (fault === "partial") throw initFailed(id, properties, inputs);
    return response.setId(id).setInputs(inputs).setProperties(properties);
  }

  async #update(request: InstanceType<typeof provproto.UpdateRequest>) {
    const id = request.getId();
    const inputs = fromStruct(request.getNews());
    const fault = await this.#note("Update", request.getUrn(), inputs, {
      preview: request.getPreview(),
      timeout: request.getTimeout(),
    });
    const response = new provproto.UpdateResponse();
    const properties = toStruct({ ...outputs(inputs), ref: id });
    if (request.getPreview()) return response.setProperties(properties);
    const found = this.world.get(id);
    if (found === undefined) throw new Error(`there is no ${id} to update`);
    found.properties = inputs;
    this.after();
    if (fault === "partial") throw initFailed(id, properties);
    return response.setProperties(properties);
  }

  async #delete(request: InstanceType<typeof provproto.DeleteRequest>) {
    await this.#note("Delete", request.getUrn(), fromStruct(request.getOldInputs()), {
      timeout: request.getTimeout(),
    });
    this.world.delete(request.getId());
    this.after();
    return new emptyproto.Empty();
  }
}

type CheckRequest = InstanceType<typeof provproto.CheckRequest>;
type DiffRequest = InstanceType<typeof provproto.DiffRequest>;

function nameOf(urn: string): string {
  return urn.split("::").at(-1) ?? urn;
}

function outputs(inputs: PropertyMap): PropertyMap {
  const { password } = inputs;
  const shown = { ...inputs, size: Object.keys(inputs).length };
  return password === undefined || password instanceof Secret
    ? shown
    : { ...shown, password: new Secret(password) };
}

function diffResponse(changed: string[], replaces: string[]) {
  const { DiffChanges } = provproto.DiffResponse;
  return new provproto.DiffResponse()
    .setChanges(changed.length > 0 ? DiffChanges.DIFF_SOME : DiffChanges.DIFF_NONE)
    .setDiffsList(changed)
    .setReplacesList(replaces);
}

class InitFailed extends Error {
  readonly metadata: Metadata;
  constructor(metadata: Metadata) {
    super("the resource did not become ready");
    this.metadata = metadata;
  }
}

type Struct = ReturnType<typeof toStruct>;

function initFailed(id: string, properties: Struct, inputs?: Struct): InitFailed {
  const detail = new provproto.ErrorResourceInitFailed()
    .setId(id)
    .setProperties(properties)
    .setInputs(inputs)
    .setReasonsList(["not ready"]);
  const any = new anyproto.Any();
  any.pack(detail.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
  const message = new statusproto.Status()
    .setCode(status.UNKNOWN)
    .setMessage("not ready")
    .setDetailsList([any]);
  const metadata = new Metadata();
  metadata.set("grpc-status-details-bin", Buffer.from(message.serializeBinary()));
  return new InitFailed(metadata);
}

function answer<Request, Response>(
  handle: (request: Request) => Response | Promise<Response>,
): handleUnaryCall<Request, Response> {
  return (call, callback) => {
    Promise.resolve(call.request)
      .then(handle)
      .then(
        (response) => callback(null, response),
        (error: Error) => {
          const failure: Partial<ServiceError> = { code: status.UNKNOWN, details: error.message };
          if (error instanceof InitFailed) failure.metadata = error.metadata;
          callback(failure, null);
        },
      );
  };
}
