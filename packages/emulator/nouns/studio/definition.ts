import { z } from "zod";
import type { ErrorDetails } from "../../rest/errors.ts";
import type { Json } from "../../store/index.ts";

/** What every flow has; what the widgets' properties must be is theirs. https://www.twilio.com/docs/studio/flow-definition */
const definitionSchema = z.object({
  description: z.string().optional(),
  initial_state: z.string(),
  flags: z.record(z.string(), z.unknown()).optional(),
  states: z.array(
    z.object({
      name: z.string().regex(/^[A-Za-z0-9_-]{1,100}$/, "must be letters, digits, _ and -"),
      type: z.string(),
      transitions: z.array(z.object({ event: z.string(), next: z.string().optional() })),
      properties: z.record(z.string(), z.unknown()),
    }),
  ),
});

/** What is wrong with a definition, and where; empty when nothing is. */
export function faultsOf(definition: Json): ErrorDetails["errors"] {
  const { data, error } = definitionSchema.safeParse(definition);
  if (error)
    return error.issues.map(({ message, path }) => ({
      message,
      property_path: ["#", ...path.map(String)].join("/"),
    }));
  const names = data.states.map(({ name }) => name);
  const known = (name: string, property_path: string) =>
    names.includes(name) ? [] : [{ message: `there is no state ${name}`, property_path }];
  const twice = names.flatMap((name, index) =>
    names.indexOf(name) === index
      ? []
      : [{ message: `there is another state ${name}`, property_path: `#/states/${index}/name` }],
  );
  const lost = data.states.flatMap(({ transitions }, state) =>
    transitions.flatMap(({ next }, index) =>
      next === undefined ? [] : known(next, `#/states/${state}/transitions/${index}/next`),
    ),
  );
  return [...known(data.initial_state, "#/initial_state"), ...twice, ...lost];
}
