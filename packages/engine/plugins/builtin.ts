import { containsSecret } from "../property/secret.ts";
import type { PropertyMap } from "../property/value.ts";
import type { ResourceState } from "../state/resource.ts";
import { parseUrn } from "../state/urn.ts";
import type {
  CheckResult,
  CreateResult,
  Diff,
  InvokeRequest,
  InvokeResult,
  Provider,
  ReadRequest,
  ReadResult,
} from "./provider.ts";

const stackReferenceType = "pulumi:pulumi:StackReference";

export interface BuiltinOptions {
  /**
   * The outputs of another stack by its name, as given by the program.
   * @throws Error when there is no such stack, or its secrets cannot be decrypted
   */
  stackOutputs(name: string): Promise<PropertyMap>;
  /** A resource that this run has registered or read, for references to resources. */
  resource(urn: string): ResourceState | undefined;
}

/**
 * The package `pulumi` itself: references to other stacks and to resources.
 * {@link https://www.pulumi.com/docs/iac/concepts/stacks/#stackreferences}
 */
export class BuiltinProvider implements Provider {
  readonly #options: BuiltinOptions;

  constructor(options: BuiltinOptions) {
    this.#options = options;
  }

  async checkConfig({ newInputs }: { newInputs: PropertyMap }): Promise<CheckResult> {
    return { inputs: newInputs, failures: [] };
  }

  async diffConfig(): Promise<Diff> {
    return { changes: "none", replaceKeys: [], changedKeys: [], deleteBeforeReplace: false };
  }

  async configure(): Promise<void> {}

  /** `inputs.name` is the stack's name; it is the id too. */
  async read({ urn, id, state, inputs }: ReadRequest): Promise<ReadResult> {
    const { type } = parseUrn(urn);
    if (type !== stackReferenceType) throw unsupported(type);
    if (inputs === undefined) throw new Error("a stack reference cannot be imported");
    return { id, inputs, outputs: await this.#stackReference(state.name) };
  }

  async invoke({ token, args }: InvokeRequest): Promise<InvokeResult> {
    switch (token) {
      case "pulumi:pulumi:readStackOutputs":
        return { result: await this.#stackReference(args.name), failures: [] };
      case "pulumi:pulumi:getResource":
        return { result: this.#resource(args.urn), failures: [] };
      default:
        throw unsupported(token);
    }
  }

  async check({ urn }: { urn: string }): Promise<CheckResult> {
    throw unsupported(parseUrn(urn).type);
  }
  async diff({ urn }: { urn: string }): Promise<Diff> {
    throw unsupported(parseUrn(urn).type);
  }
  async create({ urn }: { urn: string }): Promise<CreateResult> {
    throw unsupported(parseUrn(urn).type);
  }
  async update({ urn }: { urn: string }): Promise<PropertyMap> {
    throw unsupported(parseUrn(urn).type);
  }
  /** What is only read is only forgotten. */
  async delete(): Promise<void> {}
  async cancel(): Promise<void> {}
  close(): void {}

  async #stackReference(name: PropertyMap[string] | undefined): Promise<PropertyMap> {
    if (typeof name !== "string") throw new Error("the name of a stack reference must be a string");
    const outputs = await this.#options.stackOutputs(name);
    const secretOutputNames = Object.keys(outputs)
      .filter((key) => containsSecret(outputs[key] ?? null))
      .sort();
    return { name, outputs, secretOutputNames };
  }

  #resource(urn: PropertyMap[string] | undefined): PropertyMap {
    if (typeof urn !== "string") throw new Error("the URN of a resource reference must be a string");
    const state = this.#options.resource(urn);
    if (state === undefined) throw new Error(`the resource ${urn} is not known in this run`);
    return { urn, id: state.id ?? "", state: state.outputs };
  }
}

function unsupported(token: string): Error {
  return new Error(`"${token}" is not supported by this engine`);
}
