import type * as pulumi from "@pulumi/pulumi";
// From where they are: the package's front door loads compilers and npm, which would cost the plugin most of its start.
import * as outputs from "@pulumi/pulumi/output.js";
import { CustomResource, mergeOptions } from "@pulumi/pulumi/resource.js";
import type { z } from "zod";
import type { AssetValue } from "./asset.ts";

/** Properties by name. */
export type Shape = Readonly<Record<string, z.ZodType>>;

/** The values of a shape after validation, with defaults filled in. */
export type Values<S extends Shape> = {
  -readonly [K in keyof S as undefined extends z.output<S[K]> ? never : K]: z.output<S[K]>;
} & {
  -readonly [K in keyof S as undefined extends z.output<S[K]> ? K : never]?: z.output<S[K]>;
};

/** All that is known of a resource without asking Twilio. */
export interface Declaration<
  I extends Shape = Shape,
  O extends Shape = Shape,
  K extends Name<I, O> = Name<I, O>,
> {
  /** What a program may say. */
  readonly inputs: I;
  /** What Twilio answers. A name that is an input too says: filled in when the program leaves it out. */
  readonly outputs: O;
  /** The properties that make the Pulumi ID, joined by `/`. `pulumi import` takes the same. */
  readonly id: readonly K[];
  /** The part of the ID that may hold slashes itself. */
  readonly idPath?: K;
  /** The inputs by which Twilio or a person tells two of a kind apart: adoption looks for these. */
  readonly naturalKey: readonly Name<I>[];
  /** Further inputs that no two of a kind may have in common. */
  readonly alsoUnique?: readonly (readonly Name<I>[])[];
  /** Groups of inputs of which a program gives exactly one. */
  readonly oneOf?: readonly (readonly Name<I>[])[];
  /** The inputs that Twilio cannot change in place. */
  readonly replaceOnChanges: readonly Name<I>[];
  /** What is kept encrypted in state and never shown. */
  readonly secrets?: readonly Name<I, O>[];
  /** The input that is named after the resource when left out. */
  readonly autoname?: Name<I>;
  /** The inputs that Twilio never tells: their drift cannot be seen. */
  readonly writeOnly?: readonly Name<I>[];
  /** The optional inputs that are left as they are while the program does not set them. */
  readonly unmanagedWhenUnset?: readonly Name<I>[];
  /** The maps of which only those entries count that the program sets. */
  readonly entryByEntry?: readonly Name<I>[];
  /** The outputs that change when certain inputs do. All others stay through an update. */
  readonly changesWith?: Readonly<Partial<Record<Name<O>, readonly Name<I>[]>>>;
  /** The output values of a resource that is of no use and must be made anew. */
  readonly unusableWhen?: Readonly<Partial<Record<Name<O>, string>>>;
}

/** The name of a property. */
export type Name<A, B = never> = (keyof A | keyof B) & string;

/** What a program may write where a value is wanted: the value, a promise or an output of it, at every depth. */
export type DeepInput<T> = pulumi.Input<
  T extends AssetValue
    ? pulumi.asset.Asset
    : T extends readonly (infer E)[]
      ? DeepInput<E>[]
      : T extends object
        ? { [K in keyof T]: DeepInput<T[K]> }
        : T
>;

/** The arguments of a resource. */
export type Args<I extends Shape> = {
  [K in keyof I as undefined extends z.input<I[K]> ? never : K]: DeepInput<z.input<I[K]>>;
} & {
  [K in keyof I as undefined extends z.input<I[K]> ? K : never]?: DeepInput<
    Exclude<z.input<I[K]>, undefined>
  >;
};

type Shown<T> = T extends AssetValue ? pulumi.asset.Asset : T;

/** The properties of a resource, inputs and outputs. */
export type Properties<I extends Shape, O extends Shape> = {
  readonly [K in keyof O]: pulumi.Output<z.output<O[K]>>;
} & {
  readonly [K in keyof I as K extends keyof O ? never : K]: pulumi.Output<Shown<z.output<I[K]>>>;
};

/** The class of a resource, made from its declaration. */
export interface ResourceClass<T extends string, I extends Shape, O extends Shape, K extends Name<I, O>> {
  new (
    name: string,
    args: Args<I>,
    opts?: pulumi.CustomResourceOptions,
  ): pulumi.CustomResource & Properties<I, O>;
  /** The type token: `twilio:<module>:<Class>`. */
  readonly token: T;
  readonly declaration: Declaration<I, O, K>;
  /** Looks up an existing resource by its Pulumi ID, without managing it. */
  get<R>(
    this: new (
      name: string,
      args: Args<I>,
      opts?: pulumi.CustomResourceOptions,
    ) => R,
    name: string,
    id: pulumi.Input<pulumi.ID>,
    opts?: pulumi.CustomResourceOptions,
  ): R;
  /** Whether a value is a resource of this type, from whatever copy of the package. */
  isInstance(value: unknown): value is pulumi.CustomResource;
}

/**
 * Makes the class of a resource from its declaration:
 * `export class Domain extends resource("twilio:sip:Domain", { ... }) {}`.
 * Validation, defaults, schema, secrets and diffs are read from the same declaration.
 */
export function resource<
  const T extends string,
  I extends Shape,
  O extends Shape,
  const K extends Name<I, O>,
>(token: T, declaration: Declaration<I, O, K>): ResourceClass<T, I, O, K> {
  const secrets = declaration.secrets ?? [];
  class Declared extends CustomResource {
    static readonly token = token;
    static readonly declaration = declaration;

    constructor(name: string, args: Readonly<Record<string, unknown>>, opts?: pulumi.CustomResourceOptions) {
      const properties: Record<string, unknown> = {};
      for (const key of Object.keys(declaration.outputs)) properties[key] = undefined;
      for (const [key, value] of Object.entries(args)) {
        const isSecret = value !== undefined && secrets.some((secret) => secret === key);
        properties[key] = isSecret ? outputs.secret(value) : value;
      }
      super(token, name, properties, mergeOptions(opts, { additionalSecretOutputs: [...secrets] }));
    }

    static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions) {
      return new this(name, {}, { ...opts, id });
    }

    static override isInstance(value: unknown): value is pulumi.CustomResource {
      return value instanceof Object && "__pulumiType" in value && value.__pulumiType === token;
    }
  }
  // The class reads its properties from the declaration when it runs; the compiler cannot follow that, so it is told.
  return Declared as unknown as ResourceClass<T, I, O, K>;
}
