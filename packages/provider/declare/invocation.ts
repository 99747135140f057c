import type * as pulumi from "@pulumi/pulumi";
import * as invokes from "@pulumi/pulumi/runtime/invoke.js";
import type { z } from "zod";
import type { Args, Shape, Values } from "./resource.ts";

/** All that is known of a function (an invoke, in Pulumi's words) without asking Twilio. */
export interface InvocationDeclaration<I extends Shape = Shape, O extends Shape = Shape> {
  readonly inputs: I;
  readonly outputs: O;
}

/** A function of the SDK, made from its declaration. */
export interface Invocation<T extends string, I extends Shape, O extends Shape> {
  (args: PlainArgs<I>, opts?: pulumi.InvokeOptions): Promise<Values<O>>;
  /** The same with arguments that may be outputs of resources. */
  output(args: Args<I>, opts?: pulumi.InvokeOutputOptions): pulumi.Output<Values<O>>;
  /** The function token: `twilio:<module>:<function>`. */
  readonly token: T;
  readonly declaration: InvocationDeclaration<I, O>;
}

type PlainArgs<I extends Shape> = {
  [K in keyof I as undefined extends z.input<I[K]> ? never : K]: z.input<I[K]>;
} & {
  [K in keyof I as undefined extends z.input<I[K]> ? K : never]?: z.input<I[K]>;
};

/** Makes a function of the SDK from its declaration. */
export function invocation<const T extends string, I extends Shape, O extends Shape>(
  token: T,
  declaration: InvocationDeclaration<I, O>,
): Invocation<T, I, O> {
  const invoke = (args: PlainArgs<I>, opts?: pulumi.InvokeOptions): Promise<Values<O>> =>
    invokes.invoke(token, args, opts);
  const output = (args: Args<I>, opts?: pulumi.InvokeOutputOptions): pulumi.Output<Values<O>> =>
    invokes.invokeOutput<Values<O>>(token, args, opts);
  return Object.assign(invoke, { output, token, declaration });
}
