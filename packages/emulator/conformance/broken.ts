import { type Document, type Operation, resolve, type Schema } from "@dialer/openapi";
import type { Json } from "../store/index.ts";
import type { Ask } from "./walk.ts";

/** A limit beyond this stands for none: no request is that long. */
const longestList = 100_000;

/** A request that breaks one rule of its operation, and which one. */
export interface Broken {
  parameter: string;
  rule: string;
  ask: Ask;
}

/** Every way to break one rule that the documents give for the query and the body of an operation. */
export function* brokenOf({ parameters, body, document }: Operation, valid: Ask): Generator<Broken> {
  for (const { name, in: where, schema, required } of parameters) {
    if (where !== "query") continue;
    if (required)
      yield { parameter: name, rule: "required", ask: { ...valid, query: without(valid.query, name) } };
    for (const [rule, value] of wrongValues(schema, document, "text")) {
      yield { parameter: name, rule, ask: { ...valid, query: { ...valid.query, [name]: value } } };
    }
  }
  if (!body || !valid.body) return;
  const form = body.types[0]?.includes("json") ? "json" : "text";
  for (const name of body.schema.required ?? []) {
    yield { parameter: name, rule: "required", ask: { ...valid, body: without(valid.body, name) } };
  }
  for (const [name, written] of Object.entries(body.schema.properties ?? {})) {
    for (const [rule, value] of wrongValues(resolve(written, document), document, form)) {
      yield { parameter: name, rule, ask: { ...valid, body: { ...valid.body, [name]: value } } };
    }
  }
}

const without = (values: Record<string, Json>, name: string) =>
  Object.fromEntries(Object.entries(values).filter(([other]) => other !== name));

type Wrong = [rule: string, value: Json];

/** Values that break one rule of a schema each. What is no text in JSON is a text in a form. */
function* wrongValues(schema: Schema, document: Document, form: "json" | "text"): Generator<Wrong> {
  const { type, enum: values, minimum, maximum, minItems = 0, maxItems, items } = schema;
  if (values) yield ["enumeration", "no such value"];
  switch (type) {
    case "boolean":
      yield ["type", "perhaps"];
      break;
    case "integer":
    case "number":
      yield ["type", "many"];
      if (type === "integer") yield ["type", 1.5];
      if (minimum !== undefined) yield ["minimum", minimum - 1];
      if (maximum !== undefined) yield ["maximum", maximum + 1];
      break;
    case "object":
      yield ["type", form === "json" ? "no object" : "{"];
      break;
    case "array": {
      const inner = resolve(items, document);
      for (const [rule, value] of wrongValues(inner, document, form)) yield [`${rule} of an item`, [value]];
      if (form === "json") yield ["type", "no list"];
      if (minItems > 1) yield ["fewest items", []];
      if (maxItems !== undefined && maxItems < longestList)
        yield ["most items", Array.from({ length: maxItems + 1 }, () => "x")];
      break;
    }
    case "string":
      if (!values) yield* wrongTexts(schema);
  }
}

const wrongFormats: Record<string, string> = {
  uri: "no address",
  "http-method": "FETCH",
  "date-time": "some day",
  date: "some day",
  "iso-country-code": "USA",
};

function* wrongTexts({ pattern, minLength = 0, maxLength, format = "" }: Schema): Generator<Wrong> {
  const mismatch = ["§", "§".repeat(40), "x", "0"].find((text) => !new RegExp(pattern ?? "").test(text));
  if (pattern !== undefined && mismatch !== undefined) yield ["pattern", mismatch];
  // An empty text clears a property: a length of one cannot be broken.
  if (minLength > 1) yield ["shortest length", "x".repeat(minLength - 1)];
  if (maxLength !== undefined) yield ["longest length", "x".repeat(maxLength + 1)];
  if (wrongFormats[format] !== undefined) yield ["format", wrongFormats[format]];
}
