import type { Invocation } from "../declare/invocation.ts";
import type { Shape, Values } from "../declare/resource.ts";
import type { Call } from "./handlers.ts";

/** What a function does at Twilio. */
export type InvocationHandler = (
  args: Record<string, unknown>,
  call: Call,
) => Promise<Record<string, unknown>>;

/** Ties a handler to its function, which types it. */
export function invocationHandlerOf<T extends string, I extends Shape, O extends Shape>(
  { token }: Invocation<T, I, O>,
  handler: (args: Values<I>, call: Call) => Promise<Values<O>>,
): { token: T; handler: InvocationHandler } {
  // Arguments reach the handler only after the declaration has checked them, so the names stand for the types.
  return { token, handler: handler as unknown as InvocationHandler };
}
