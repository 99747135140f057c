import { breaches, type Document, type Operation, resolve, type Schema } from "@dialer/openapi";
import type { Json } from "../store/index.ts";
import { isJson, parseJson, type RequestBody } from "./body.ts";
import type { ErrorCode } from "./error-codes.ts";
import { TwilioError } from "./errors.ts";
import type { Upload } from "./request.ts";

/** Where a parameter stands, in Twilio's words. */
type Origin = "post body" | "query string";

/**
 * Reads and checks the query and body of a request by the rules of its operation.
 * @param codes answered instead of 20001 when these are missing
 * @throws TwilioError 20001 naming the parameter and the rule it breaks
 */
export function readParameters(
  operation: Operation,
  query: URLSearchParams,
  body: RequestBody,
  codes: Record<string, ErrorCode> = {},
): { parameters: Record<string, Json>; uploads: Record<string, Upload> } {
  const parameters: Record<string, Json> = {};
  const { document } = operation;
  for (const { name, in: where, required, schema } of operation.parameters) {
    if (where !== "query") continue;
    const values = query.getAll(name);
    if (values.length > 0) parameters[name] = fromText(name, values, schema, document);
    else if (required) missing(name, "query string", codes[name]);
  }
  if (!operation.body) return { parameters, uploads: {} };
  const { schema, types } = operation.body;
  if (isJson(types[0])) {
    const value = body.json ?? {};
    checkValue("body", value, schema, document);
    if (typeof value === "object" && value !== null && !Array.isArray(value))
      Object.assign(parameters, value);
    return { parameters, uploads: {} };
  }
  // Twilio reads parameters of a POST from its query too.
  const form = new Map<string, string[]>();
  for (const [name, value] of [...query, ...body.form]) form.set(name, [...(form.get(name) ?? []), value]);
  for (const name of schema.required ?? []) {
    if (!form.has(name) && !body.uploads[name]) missing(name, "post body", codes[name]);
  }
  for (const [name, values] of form) {
    const rule = ruleOf(schema, name);
    if (rule) parameters[name] = fromText(name, values, resolve(rule, document), document);
  }
  return { parameters, uploads: body.uploads };
}

/** The rule of a property; names that every object has, such as `constructor`, have none. */
const ruleOf = ({ properties = {} }: Schema, name: string) =>
  Object.hasOwn(properties, name) ? properties[name] : undefined;

function missing(name: string, origin: Origin, code?: ErrorCode): never {
  if (code) throw new TwilioError(code);
  throw new TwilioError(20001, `Missing required parameter ${name} in the ${origin}`);
}

function invalid(name: string, why: string): never {
  throw new TwilioError(20001, `Invalid parameter ${name}: ${why}`);
}

/** A value of a form or query, which are texts, in the type of its rule. */
function fromText(name: string, values: string[], rule: Schema, document: Document): Json {
  if (rule.type === "array") {
    const items = resolve(rule.items, document);
    const list = values.map((value) => fromText(name, [value], items, document));
    checkValue(name, list, rule, document);
    return list;
  }
  const value = scalar(name, values.at(-1) ?? "", rule);
  // An empty text clears a property: no rule of form applies to it.
  if (value !== "") checkValue(name, value, rule, document);
  return value;
}

function scalar(name: string, value: string, rule: Schema): Json {
  switch (rule.type) {
    case "boolean":
      if (!/^(true|false|1|0)$/i.test(value)) invalid(name, `"${value}" is neither true nor false`);
      return /^(true|1)$/i.test(value);
    case "integer":
    case "number":
      if (value.trim() === "" || !Number.isFinite(Number(value))) invalid(name, `"${value}" is not a number`);
      return Number(value);
    case "object":
      return jsonFrom(name, value);
    case undefined:
      // "Any JSON": the documents write no type.
      return rule.enum || rule.oneOf || rule.anyOf
        ? value
        : /^[[{]/.test(value.trim())
          ? jsonFrom(name, value)
          : value;
    default:
      return rule.format === "http-method" || rule.enum ? withCase(value, rule) : value;
  }
}

/** Twilio takes the values of an enumeration in upper and lower case. */
const withCase = (value: string, { enum: values = [] }: Schema): string => {
  const known = values.find((one) => String(one).toLowerCase() === value.toLowerCase());
  return known === undefined ? value : String(known);
};

function jsonFrom(name: string, value: string): Json {
  try {
    return parseJson(value);
  } catch {
    return invalid(name, "it is not valid JSON");
  }
}

/** Refuses a value that breaks a rule, telling the first. */
function checkValue(name: string, value: Json, rule: Schema, document: Document): void {
  const [broken] = breaches(value, rule, document);
  if (broken === undefined) return;
  // The parameters of a JSON body go by their own names.
  const where = name === "body" && broken.path ? broken.path.slice(1) : name + broken.path;
  if (broken.missing) missing(where, "post body");
  invalid(where, broken.reason);
}
