import { status } from "@grpc/grpc-js";
import provproto from "@pulumi/pulumi/proto/provider_pb.js";
import resproto from "@pulumi/pulumi/proto/resource_pb.js";
import emptyproto from "google-protobuf/google/protobuf/empty_pb.js";
import type { Deployment } from "../deploy/deployment.ts";
import { StepFailedError, StoppedError } from "../deploy/executor.ts";
import { packageOf } from "../deploy/urn.ts";
import type { ProviderRegistry } from "../plugins/registry.ts";
import { containsUnknown } from "../property/secret.ts";
import type { PropertyMap } from "../property/value.ts";
import { fromStruct, toStruct } from "../property/wire.ts";
import { isProviderType } from "../state/urn.ts";
import type { DefaultProviders } from "./default-providers.ts";
import {
  decodeGoal,
  decodeRead,
  type ProgramFolders,
  type ReadRequest,
  type RegisterRequest,
} from "./goal.ts";
import { Inheritance } from "./inheritance.ts";
import { RpcError } from "./rpc.ts";
import { UnsupportedError } from "./unsupported.ts";

export interface MonitorOptions {
  deployment: Deployment;
  registry: ProviderRegistry;
  defaults: DefaultProviders;
  folders: ProgramFolders;
  preview: boolean;
}

/**
 * What a program asks of the engine about its resources.
 * {@link https://github.com/pulumi/pulumi/blob/master/proto/pulumi/resource.proto}
 */
export class ResourceMonitor {
  readonly #options: MonitorOptions;
  readonly #inheritance = new Inheritance();
  /** Packages that the program announced, by the reference it uses for them. */
  readonly #packages = new Map<string, { name: string; version: string }>();

  constructor(options: MonitorOptions) {
    this.#options = options;
  }

  async registerResource(
    request: RegisterRequest,
  ): Promise<InstanceType<typeof resproto.RegisterResourceResponse>> {
    const { deployment, folders, preview } = this.#options;
    const goal = this.#inheritance.inherit(decodeGoal(request, folders));
    if (goal.custom && !isProviderType(goal.type)) {
      goal.provider =
        this.#inheritance.provider(request.getProvider(), goal.type, goal.parent) ??
        (await this.#defaultProvider(goal.type, request));
    }
    const state = await this.#answered(deployment.register(goal));
    this.#inheritance.remember(state.urn, goal, request);
    const outputs = goal.custom ? state.outputs : {};
    return new resproto.RegisterResourceResponse()
      .setUnknown(deployment.isSkipped(state.urn))
      .setUrn(state.urn)
      .setId(state.id ?? "")
      .setObject(
        toStruct(request.getSupportspartialvalues() ? outputs : known(outputs), {
          keepUnknowns: preview,
          keepSecrets: request.getAcceptsecrets(),
          keepResources: request.getAcceptresources(),
        }),
      );
  }

  async registerResourceOutputs(
    request: InstanceType<typeof resproto.RegisterResourceOutputsRequest>,
  ): Promise<emptyproto.Empty> {
    const outputs = fromStruct(request.getOutputs(), { assetRoot: this.#options.folders.program });
    await this.#answered(this.#options.deployment.setOutputs(request.getUrn(), outputs));
    return new emptyproto.Empty();
  }

  async readResource(request: ReadRequest): Promise<InstanceType<typeof resproto.ReadResourceResponse>> {
    const { deployment, folders } = this.#options;
    const type = request.getType();
    const provider =
      this.#inheritance.provider(request.getProvider(), type, request.getParent() || undefined) ??
      (await this.#defaultProvider(type, request));
    const state = await this.#answered(deployment.read(decodeRead(request, provider, folders)));
    return new resproto.ReadResourceResponse().setUrn(state.urn).setProperties(
      toStruct(state.outputs, {
        keepSecrets: request.getAcceptsecrets(),
        keepResources: request.getAcceptresources(),
      }),
    );
  }

  async invoke(
    request: InstanceType<typeof resproto.ResourceInvokeRequest>,
  ): Promise<InstanceType<typeof resproto.ResourceInvokeResponse>> {
    const { registry, preview } = this.#options;
    const token = request.getTok();
    const reference =
      this.#inheritance.provider(request.getProvider(), token, request.getParent() || undefined) ??
      (await this.#defaultProvider(token, request));
    const provider = await registry.get(reference);
    const args = fromStruct(request.getArgs());
    try {
      const { result, failures } = await provider.invoke({ token, args, preview });
      return new resproto.ResourceInvokeResponse()
        .setReturn(
          toStruct(result, {
            keepResources: request.getAcceptresources() || token === "pulumi:pulumi:getResource",
          }),
        )
        .setFailuresList(
          failures.map(({ property, reason }) => {
            const failure = new provproto.CheckFailure();
            return failure.setProperty(property).setReason(reason);
          }),
        );
    } catch (error) {
      throw new RpcError(
        status.UNKNOWN,
        `${token} failed: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }

  /** Packages with parameters are refused when they are used: announcing one does nothing. */
  registerPackage(
    request: InstanceType<typeof resproto.RegisterPackageRequest>,
  ): InstanceType<typeof resproto.RegisterPackageResponse> {
    const name = request.getName();
    if (request.hasParameterization() || request.hasExtension$()) {
      throw new UnsupportedError("a parameterized package", `the package "${name}"`);
    }
    const reference = `${name}@${request.getVersion()}`;
    this.#packages.set(reference, { name, version: request.getVersion() });
    return new resproto.RegisterPackageResponse().setRef(reference);
  }

  #defaultProvider(
    token: string,
    request: { getVersion(): string; getPackageref(): string },
  ): Promise<string> {
    const reference = request.getPackageref();
    const announced = this.#packages.get(reference);
    if (reference !== "" && announced === undefined)
      throw new Error(`the package "${reference}" was not announced`);
    const wanted = announced ?? { name: packageOf(token), version: request.getVersion() };
    return this.#answered(this.#options.defaults.get(wanted.name, wanted.version));
  }

  /** To a program whose run has ended, the engine is gone: it must not take that for an error of its own. */
  async #answered<T>(work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (error) {
      if (error instanceof StepFailedError || error instanceof StoppedError) {
        throw new RpcError(status.UNAVAILABLE, "resource monitor shut down");
      }
      throw error;
    }
  }
}

/** Old programs take a missing property for an unknown one, and cannot take unknowns. */
function known(outputs: PropertyMap): PropertyMap {
  return Object.fromEntries(Object.entries(outputs).filter(([, value]) => !containsUnknown(value)));
}
