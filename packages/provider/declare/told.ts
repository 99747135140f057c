import type { Shape } from "./resource.ts";

/** What only a resource that a program manages has. */
const MANAGED = ["adopt", "adopted"] as const;

/** The outputs of a function that looks a resource up: all that Twilio tells of it, as the resource declares it. */
export function told<I extends Shape, O extends Shape>({
  declaration,
}: {
  declaration: { readonly inputs: I; readonly outputs: O };
}): Omit<I & O, (typeof MANAGED)[number]> {
  const { ...shape }: I & O = { ...declaration.inputs, ...declaration.outputs };
  for (const name of MANAGED) Reflect.deleteProperty(shape, name);
  return shape;
}
