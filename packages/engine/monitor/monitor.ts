import { status } from "@grpc/grpc-js";
import provproto from "@pulumi/pulumi/proto/provider_pb.js";
import resproto from "@pulumi/pulumi/proto/resource_pb.js";
import emptyproto from "google-protobuf/google/protobuf/empty_pb.js";
import type { Deployment } from "../deploy/deployment.ts";
import { StepFailedError, StoppedError } from "../deploy/executor.ts";
import type { Hooks } from "../deploy/hooks.ts";
import { packageOf } from "../deploy/urn.ts";
import type { ProviderRegistry } from "../plugins/registry.ts";
import { containsUnknown } from "../property/secret.ts";
import type { PropertyMap } from "../property/value.ts";
import { fromStruct, toStruct } from "../property/wire.ts";
import { isProviderType } from "../state/urn.ts";
import { type Callback, Callbacks } from "./callbacks.ts";
import type { DefaultProviders } from "./default-providers.ts";
import {
  decodeGoal,
  decodeRead,
  type ProgramFolders,
  type ReadRequest,
  type RegisterRequest,
} from "./goal.ts";
import { registerErrorHook, registerResourceHook } from "./hooks.ts";
import { Inheritance } from "./inheritance.ts";
import { RpcError } from "./rpc.ts";
import { type InvokeRequest, Transforms } from "./transforms.ts";
import { UnsupportedError } from "./unsupported.ts";

export interface MonitorOptions {
  deployment: Deployment;
  registry: ProviderRegistry;
  hooks: Hooks;
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
  readonly #callbacks = new Callbacks();
  readonly #transforms = new Transforms(this.#callbacks);
  /** Packages that the program announced, by the reference it uses for them. */
  readonly #packages = new Map<string, { name: string; version: string }>();

  readonly #done = Promise.withResolvers<void>();
  readonly #released = Promise.withResolvers<void>();

  constructor(options: MonitorOptions) {
    this.#options = options;
  }

  async registerResource(
    asked: RegisterRequest,
  ): Promise<InstanceType<typeof resproto.RegisterResourceResponse>> {
    const { deployment, folders, preview } = this.#options;
    const request = await this.#transforms.ofResource(asked, this.#passedOn(asked));
    const goal = this.#inheritance.inherit(decodeGoal(request, folders));
    if (goal.custom && !isProviderType(goal.type)) {
      goal.provider =
        this.#inheritance.provider(request.getProvider(), goal.type, goal.parent) ??
        (await this.#defaultProvider(goal.type, request));
    }
    const { state, isDone } = await this.#answered(deployment.register(goal));
    if (!isDone && !request.getSupportsresultreporting())
      throw new RpcError(status.INTERNAL, "resource registration failed");
    this.#inheritance.remember(state.urn, goal, request);
    this.#transforms.remember(state.urn, request.getParent(), request.getTransformsList());
    const outputs = goal.custom ? state.outputs : {};
    return new resproto.RegisterResourceResponse()
      .setUnknown(deployment.isSkipped(state.urn))
      .setResult(isDone ? resproto.Result.SUCCESS : resproto.Result.FAIL)
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
    const { state } = await this.#answered(deployment.read(decodeRead(request, provider, folders)));
    return new resproto.ReadResourceResponse().setUrn(state.urn).setProperties(
      toStruct(state.outputs, {
        keepSecrets: request.getAcceptsecrets(),
        keepResources: request.getAcceptresources(),
      }),
    );
  }

  async invoke(asked: InvokeRequest): Promise<InstanceType<typeof resproto.ResourceInvokeResponse>> {
    const { registry, preview } = this.#options;
    const token = asked.getTok();
    const passed = this.#inheritance.provider(asked.getProvider(), token, asked.getParent() || undefined);
    const request = await this.#transforms.ofInvoke(asked, passed ?? "");
    const reference = request.getProvider() || passed || (await this.#defaultProvider(token, request));
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

  /** A function of the program's that may change every resource. */
  registerStackTransform(callback: Callback): emptyproto.Empty {
    this.#transforms.addForStack(callback);
    return new emptyproto.Empty();
  }

  /** A function of the program's that may change every invoke. */
  registerStackInvokeTransform(callback: Callback): emptyproto.Empty {
    this.#transforms.addForInvokes(callback);
    return new emptyproto.Empty();
  }

  registerResourceHook(request: Parameters<typeof registerResourceHook>[0]): emptyproto.Empty {
    registerResourceHook(request, this.#options.hooks, this.#callbacks);
    return new emptyproto.Empty();
  }

  registerErrorHook(request: Parameters<typeof registerErrorHook>[0]): emptyproto.Empty {
    registerErrorHook(request, this.#options.hooks, this.#callbacks);
    return new emptyproto.Empty();
  }

  /** The program has no more to ask; one with hooks stays, for what is deleted after it. */
  async signalAndWaitForShutdown(): Promise<emptyproto.Empty> {
    if (!this.#options.hooks.isEmpty) {
      this.#done.resolve();
      await this.#released.promise;
    }
    return new emptyproto.Empty();
  }

  /** Resolves once a program that stays for its hooks has said all it wants. */
  get programDone(): Promise<void> {
    return this.#done.promise;
  }

  /** Lets a program go that stays for its hooks. */
  release(): void {
    this.#released.resolve();
  }

  /** The provider that a resource names or gets from above; nothing where it gets the default one. */
  #passedOn(request: RegisterRequest): string {
    if (!request.getCustom()) return request.getProvider();
    const parent = request.getParent() || undefined;
    return this.#inheritance.provider(request.getProvider(), request.getType(), parent) ?? "";
  }

  /** Ends what it holds open. */
  close(): void {
    this.release();
    this.#callbacks.close();
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
