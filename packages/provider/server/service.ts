import grpc from "@grpc/grpc-js";
import pluginproto from "@pulumi/pulumi/proto/plugin_pb.js";
import type { IResourceProviderServer } from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import provproto from "@pulumi/pulumi/proto/provider_pb.js";
import emptyproto from "google-protobuf/google/protobuf/empty_pb.js";
import { redact } from "../lifecycle/errors.ts";
import type { ResourceType } from "../lifecycle/lifecycle.ts";
import manifest from "../package.json" with { type: "json" };
import { check, checkChoices, named } from "../properties/check.ts";
import { difference } from "../properties/diff.ts";
import { type Bag, type Decoded, decode as decodeFrom, encode, same } from "../properties/values.ts";
import { configuration, configurationSecrets } from "../provider.ts";
import schema from "../schema.json" with { type: "json" };
import { grpcError } from "./grpc-errors.ts";
import { checkFailures, diffResponse } from "./messages.ts";
import { type Operations, typeOf } from "./operations.ts";

const { DISABLE } = provproto.CheckRequest.AutonamingOptions.Mode;

/**
 * Pulumi's ResourceProvider service over the provider's operations: takes messages apart, and puts answers and errors
 * together with secrets wrapped.
 * https://github.com/pulumi/pulumi/blob/master/proto/pulumi/provider.proto
 */
export function providerService(operations: Operations): IResourceProviderServer {
  const decode = (struct: Struct) => decodeFrom(struct, operations.folder);
  return {
    handshake: unary(async (request: provproto.ProviderHandshakeRequest) => {
      operations.attach(request.getEngineAddress());
      const response = new provproto.ProviderHandshakeResponse();
      response.setAcceptSecrets(true);
      response.setAcceptResources(false);
      response.setAcceptOutputs(false);
      response.setSupportsAutonamingConfiguration(true);
      return response;
    }),

    getSchema: unary(async (request: provproto.GetSchemaRequest) => {
      if (request.getVersion() > 1)
        throw new Error(`schema version ${request.getVersion()} is not supported`);
      const response = new provproto.GetSchemaResponse();
      response.setSchema(JSON.stringify(schema));
      return response;
    }),

    checkConfig: unary(async (request: provproto.CheckRequest) => {
      const news = decode(request.getNews());
      const problems = operations.checkConfiguration(news.values);
      const response = new provproto.CheckResponse();
      response.setInputs(encode(news.values, new Set([...news.secrets, ...configurationSecrets])));
      response.setFailuresList(checkFailures(problems));
      return response;
    }),

    diffConfig: unary(async (request: provproto.DiffRequest) => {
      const olds = decode(request.getOldInputs() ?? request.getOlds()).values;
      const news = decode(request.getNews()).values;
      // Nothing in the configuration replaces the provider, and with it all that it has made. Another account is
      // refused resource by resource.
      const changed = Object.keys(configuration).filter((name) => !same(olds[name], news[name]));
      const change = { kind: "update", replace: false, input: true } as const;
      return diffResponse({
        changes: new Map(changed.map((name) => [name, change])),
        replaces: [],
        deleteBeforeReplace: false,
      });
    }),

    configure: unary(async (request: provproto.ConfigureRequest) => {
      operations.configure(decode(request.getArgs()).values);
      const response = new provproto.ConfigureResponse();
      response.setAcceptsecrets(true);
      response.setSupportspreview(true);
      response.setAcceptresources(false);
      response.setAcceptoutputs(false);
      response.setSupportsAutonamingConfiguration(true);
      return response;
    }),

    check: unary(async (request: provproto.CheckRequest) => {
      const type = typeOf(tokenOf(request));
      const olds = decode(request.getOlds());
      const news = decode(request.getNews());
      const autonaming = request.getAutonaming();
      const given =
        autonaming?.getMode() === DISABLE
          ? news.values
          : named(type.declaration, news.values, olds.values, {
              name: request.getName() || nameOf(request.getUrn()),
              seed: request.getRandomseed_asU8(),
              proposed: autonaming?.getProposedName() || undefined,
            });
      const { inputs, problems } = check(type.declaration.inputs, given);
      if (problems.length === 0) problems.push(...(type.handlers.check?.(inputs) ?? []));
      const response = new provproto.CheckResponse();
      response.setInputs(encode(inputs, secretNames(type, news)));
      response.setFailuresList(checkFailures([...problems, ...checkChoices(type.declaration, given)]));
      return response;
    }),

    diff: unary(async (request: provproto.DiffRequest) => {
      const type = typeOf(tokenOf(request));
      const state = decode(request.getOlds()).values;
      operations.assertAccount(state);
      const oldInputs = request.hasOldInputs() ? decode(request.getOldInputs()).values : state;
      const news = decode(request.getNews()).values;
      const fixed = type.handlers.fixed?.(news);
      const found = difference(type.declaration, state, oldInputs, news, fixed);
      if (found.replaces.length > 0)
        operations.expectReplacement(type, request.getUrn(), { id: request.getId(), state });
      return diffResponse(found);
    }),

    create: resourceCall(operations, async (request: provproto.CreateRequest, type, secrets) => {
      const inputs = secrets.decode(request.getProperties());
      const at = { urn: request.getUrn(), timeoutSeconds: request.getTimeout() };
      const response = new provproto.CreateResponse();
      if (request.getPreview()) {
        response.setProperties(secrets.encode(await operations.previewCreate(type, inputs, at)));
        return response;
      }
      const { id, state } = await operations.create(type, inputs, at);
      response.setId(id);
      response.setProperties(secrets.encode(state));
      return response;
    }),

    read: resourceCall(operations, async (request: provproto.ReadRequest, type, secrets) => {
      const state = secrets.decode(request.getProperties());
      const inputs = secrets.decode(request.getInputs());
      const at = { urn: request.getUrn(), timeoutSeconds: request.getTimeout() };
      const found = await operations.read(type, { id: request.getId(), state }, inputs, at);
      const response = new provproto.ReadResponse();
      if (found === undefined) return response; // An empty ID says: it is gone.
      response.setId(found.id);
      response.setProperties(secrets.encode(found.state));
      response.setInputs(secrets.encode(found.inputs));
      return response;
    }),

    update: resourceCall(operations, async (request: provproto.UpdateRequest, type, secrets) => {
      const state = secrets.decode(request.getOlds());
      const oldInputs = request.hasOldInputs() ? secrets.decode(request.getOldInputs()) : state;
      const inputs = secrets.decode(request.getNews());
      const managed = { id: request.getId(), state };
      const at = { urn: request.getUrn(), timeoutSeconds: request.getTimeout() };
      const next = request.getPreview()
        ? await operations.previewUpdate(type, managed, oldInputs, inputs, at)
        : await operations.update(type, managed, oldInputs, inputs, at);
      const response = new provproto.UpdateResponse();
      response.setProperties(secrets.encode(next));
      return response;
    }),

    delete: resourceCall(operations, async (request: provproto.DeleteRequest, type, secrets) => {
      const state = secrets.decode(request.getProperties());
      const at = { urn: request.getUrn(), timeoutSeconds: request.getTimeout() };
      await operations.delete(type, { id: request.getId(), state }, at);
      return new emptyproto.Empty();
    }),

    invoke: unary(async (request: provproto.InvokeRequest) => {
      try {
        const { problems, result } = await operations.invoke(
          request.getTok(),
          decode(request.getArgs()).values,
        );
        const response = new provproto.InvokeResponse();
        response.setFailuresList(checkFailures(problems));
        if (result !== undefined) response.setReturn(encode(result));
        return response;
      } catch (error) {
        throw grpcError(error, (text) => redact(text, operations.secrets), new Set());
      }
    }),

    cancel: unary(async () => {
      operations.cancel();
      return new emptyproto.Empty();
    }),

    getPluginInfo: unary(async () => {
      const info = new pluginproto.PluginInfo();
      info.setVersion(manifest.version);
      return info;
    }),

    attach: unary(async (request: pluginproto.PluginAttach) => {
      operations.attach(request.getAddress());
      return new emptyproto.Empty();
    }),

    getMapping: unary(async () => new provproto.GetMappingResponse()),
    getMappings: unary(async () => new provproto.GetMappingsResponse()),
    parameterize: unary(() => unimplemented("parameters")),
    call: unary(() => unimplemented("methods")),
    construct: unary(() => unimplemented("components")),
    list: (stream) => {
      stream.emit("error", { code: grpc.status.UNIMPLEMENTED, details: "the twilio provider has no lists" });
    },
  };
}

type Struct = Parameters<typeof decodeFrom>[0];

interface ResourceRequest {
  getUrn(): string;
  getType(): string;
}

/** Takes properties off the wire and puts them on it, and knows which of them are secret. */
interface Secrets {
  decode(struct: Struct): Bag;
  encode(values: Bag): ReturnType<typeof encode>;
}

/** An operation on a resource, whose secrets stay secret in its answer and in its errors. */
function resourceCall<Q extends ResourceRequest, A>(
  operations: Operations,
  handle: (request: Q, type: ResourceType, secrets: Secrets) => Promise<A>,
): grpc.handleUnaryCall<Q, A> {
  return unary(async (request) => {
    const type = typeOf(tokenOf(request));
    const names = new Set<string>(type.declaration.secrets);
    const values: unknown[] = [...operations.secrets];
    const secrets: Secrets = {
      decode(struct) {
        const decoded = decodeFrom(struct, operations.folder);
        for (const name of decoded.secrets) names.add(name);
        for (const name of names) values.push(decoded.values[name]);
        return decoded.values;
      },
      encode: (bag) => encode(bag, names),
    };
    try {
      return await handle(request, type, secrets);
    } catch (error) {
      throw grpcError(error, (text) => redact(text, values), names);
    }
  });
}

function unary<Q, A>(handle: (request: Q) => Promise<A>): grpc.handleUnaryCall<Q, A> {
  return (call, callback) => {
    handle(call.request).then(
      (response) => callback(null, response),
      (error: unknown) =>
        callback(isServiceError(error) ? error : grpcError(error, (text) => text, new Set())),
    );
  };
}

function isServiceError(error: unknown): error is grpc.ServiceError {
  return error instanceof Error && "code" in error && "metadata" in error;
}

async function unimplemented(what: string): Promise<never> {
  throw Object.assign(new Error(`the twilio provider has no ${what}`), {
    code: grpc.status.UNIMPLEMENTED,
    details: `the twilio provider has no ${what}`,
    metadata: new grpc.Metadata(),
  });
}

function secretNames(type: ResourceType, { secrets }: Decoded): ReadonlySet<string> {
  return new Set([...(type.declaration.secrets ?? []), ...secrets]);
}

/** The type of a request's resource; older engines send it in the URN only. */
function tokenOf(request: ResourceRequest): string {
  return request.getType() || (request.getUrn().split("::")[2]?.split("$").at(-1) ?? "");
}

function nameOf(urn: string): string {
  return urn.split("::").slice(3).join("::");
}
