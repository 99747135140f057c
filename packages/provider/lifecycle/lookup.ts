import type { Declaration } from "../declare/resource.ts";
import type { Bag } from "../properties/values.ts";
import type { AnyHandlers, Call, Live } from "./handlers.ts";
import type { InvocationHandler } from "./invocation.ts";
import { withDefaults } from "./state.ts";

interface Looked {
  readonly token: string;
  readonly declaration: Declaration;
}

/**
 * Makes the handler of a function that finds a resource by its ID or by another of its properties, with the handlers
 * of the resource. What is not there is an error.
 */
export function lookupHandlerOf<T extends string>(
  { token, declaration }: { token: T; declaration: { inputs: object; outputs: object } },
  resource: Looked,
  { handlers }: { handlers: AnyHandlers },
): { token: T; handler: InvocationHandler } {
  const ways = Object.keys(declaration.inputs).filter((name) => !handlers.within.includes(name));
  return {
    token,
    async handler(args, call) {
      const given = ways.filter((name) => args[name] !== undefined);
      if (given.length !== 1) throw new Error(`${token} takes one of ${ways.join(", ")}: give exactly one`);
      const live = await find(resource, handlers, args, call);
      const known: Bag = { ...withDefaults(resource.declaration, live.inputs), ...live.outputs };
      return Object.fromEntries(Object.keys(declaration.outputs).map((name) => [name, known[name]]));
    },
  };
}

async function find(resource: Looked, handlers: AnyHandlers, args: Bag, call: Call): Promise<Live> {
  const parts = resource.declaration.id;
  if (parts.every((part) => args[part] !== undefined)) {
    return handlers.fetch(Object.fromEntries(parts.map((part) => [part, String(args[part])])), call);
  }
  const parent = Object.fromEntries(handlers.within.map((part) => [part, String(args[part])]));
  const key = ["lookup", resource.token, ...Object.values(parent)].join("|");
  const all = await call.listed(key, () => handlers.list(parent, call));
  const wanted = Object.entries(args).filter(([, value]) => value !== undefined);
  const [found, another] = all.filter(({ inputs }) =>
    wanted.every(([name, value]) => inputs[name] === value),
  );
  const described = wanted.map(([name, value]) => `${name} ${JSON.stringify(value)}`).join(" and ");
  if (found === undefined) throw new Error(`there is no ${resource.token} with ${described}`);
  if (another !== undefined)
    throw new Error(`there is more than one ${resource.token} with ${described}: give its SID`);
  return found;
}
