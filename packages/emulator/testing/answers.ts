import { type Document, type Operation, resolve, type Schema } from "@dialer/openapi";
import { Ajv, type ValidateFunction } from "ajv";
import addFormats from "ajv-formats";

const ajv = new Ajv({ strict: false, allErrors: true, logger: false });
(addFormats as unknown as (ajv: Ajv, formats: string[]) => void)(ajv, ["date", "date-time", "email"]);
ajv.addFormat("date-time-rfc-2822", /^\w{3}, \d{2} \w{3} \d{4} \d{2}:\d{2}:\d{2} \+0000$/);

/** The schema of an answer in the form of JSON Schema: references resolved, `nullable` as a type. */
function plain(written: Schema, document: Document, depth = 0): object {
  // Some documents describe trees; nothing that is answered is that deep.
  if (depth > 8) return {};
  const {
    nullable,
    properties,
    items,
    additionalProperties,
    oneOf,
    anyOf,
    enum: values,
    type,
    ...rest
  } = resolve(written, document);
  const inner = (schema: Schema) => plain(schema, document, depth + 1);
  return {
    ...rest,
    ...(type && { type: nullable ? [type, "null"] : type }),
    ...(values && { enum: nullable ? [...values, null] : values }),
    ...(items && { items: inner(items) }),
    ...(typeof additionalProperties === "object" && { additionalProperties: inner(additionalProperties) }),
    ...(properties && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, schema]) => [name, inner(schema)]),
      ),
    }),
    ...(oneOf && { anyOf: oneOf.map(inner) }),
    ...(anyOf && { anyOf: anyOf.map(inner) }),
  };
}

/** What is wrong with a value by a schema of a document; empty when nothing is. */
export function faultsIn(schema: Schema, document: Document, value: unknown): string[] {
  const validate: ValidateFunction = ajv.compile(plain(schema, document));
  validate(value);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

/** What is wrong with an answer by the schema of its operation; empty when nothing is. */
export function faultsOf({ answer, page, document }: Operation, body: object): string[] {
  if (!answer) return [];
  const bodies = page ? ((body as Record<string, object[]>)[page.property] ?? []) : [body];
  return bodies.flatMap((one) => faultsIn(answer, document, one));
}
