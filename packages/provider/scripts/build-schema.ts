import { z } from "zod";
import type { Shape } from "../declare/resource.ts";
import manifest from "../package.json" with { type: "json" };
import { configuration, configurationSecrets } from "../provider.ts";
import { invocations, resources } from "../resources.ts";
import { type Comments, readComments } from "./comments.ts";

/** A type of Pulumi's schema: https://www.pulumi.com/docs/iac/using-pulumi/pulumi-packages/schema/ */
interface TypeSpec {
  type?: string;
  $ref?: string;
  items?: TypeSpec;
  additionalProperties?: TypeSpec;
}

interface PropertySpec extends TypeSpec {
  description: string;
  default?: boolean | number | string;
  secret?: true;
  willReplaceOnChanges?: true;
}

interface ObjectSpec {
  properties: Record<string, PropertySpec>;
  required?: string[];
}

/** The nodes of JSON Schema that zod writes for the types that declarations use. */
interface Node {
  title?: string;
  type?: string;
  items?: Node;
  properties?: Record<string, Node>;
  required?: string[];
  /** Of an object whose names are the program's own. */
  additionalProperties?: Node | boolean;
  description?: string;
  default?: unknown;
  enum?: string[];
}

/** Makes the provider's schema from the declarations and their doc comments. Throws where a comment is missing. */
export function buildSchema() {
  const comments = readComments();
  const types: Types = {};
  const described = comments.properties("provider", "configuration", "inputs");
  const rules = { secrets: configurationSecrets };
  const settings = objectSpec("", configuration, "input", described, types, rules).properties;
  return {
    name: "twilio",
    displayName: "Twilio",
    version: manifest.version,
    description: manifest.description,
    license: manifest.license,
    keywords: ["pulumi", "twilio", "category/cloud"],
    config: { variables: settings },
    provider: {
      description: comments.of("provider", "Provider"),
      inputProperties: settings,
      properties: settings,
    },
    resources: Object.fromEntries(
      resources.map((resource) => [resource.token, resourceSpec(resource, comments, types)]),
    ),
    functions: Object.fromEntries(
      invocations.map((invocation) => [invocation.token, functionSpec(invocation, comments, types)]),
    ),
    types,
  };
}

type Types = Record<string, ObjectSpec & { type: "object"; description: string }>;

function resourceSpec({ token, declaration }: (typeof resources)[number], comments: Comments, types: Types) {
  const { module, name } = partsOf(token);
  const rules = { secrets: declaration.secrets ?? [], replaces: declaration.replaceOnChanges };
  const inputComments = comments.properties(module, name, "inputs");
  const outputComments = comments.properties(module, name, "outputs");
  const inputs = objectSpec(module, declaration.inputs, "input", inputComments, types, rules);
  const shown = { ...declaration.inputs, ...declaration.outputs };
  const properties = objectSpec(
    module,
    shown,
    "output",
    new Map([...inputComments, ...outputComments]),
    types,
    { secrets: rules.secrets },
  );
  const id = declaration.id.map((part) => `<${part}>`).join("/");
  return {
    description: `${required(comments.of(module, name), token)}\n\n## Import\n\n\`pulumi import ${token} <name> ${id}\``,
    inputProperties: inputs.properties,
    requiredInputs: inputs.required ?? [],
    properties: properties.properties,
    required: properties.required ?? [],
  };
}

function functionSpec(
  { token, declaration }: (typeof invocations)[number],
  comments: Comments,
  types: Types,
) {
  const { module, name } = partsOf(token);
  const inputs = objectSpec(
    module,
    declaration.inputs,
    "input",
    comments.properties(module, name, "inputs"),
    types,
  );
  const outputs = objectSpec(
    module,
    declaration.outputs,
    "output",
    comments.properties(module, name, "outputs"),
    types,
  );
  return {
    description: required(comments.of(module, name), token),
    inputs: { type: "object", ...inputs },
    outputs: { type: "object", ...outputs },
  };
}

function objectSpec(
  module: string,
  shape: Shape,
  io: "input" | "output",
  comments: ReadonlyMap<string, string>,
  types: Types,
  { secrets = [], replaces = [] }: { secrets?: readonly string[]; replaces?: readonly string[] } = {},
): ObjectSpec {
  const node = jsonSchema(z.object(shape), io);
  const properties = Object.entries(node.properties ?? {}).map(([name, property]) => {
    const spec: PropertySpec = {
      ...typeSpec(module, property, types),
      description: withChoices(required(comments.get(name), name), property),
      ...(io === "input" && isPlain(property.default) && { default: property.default }),
      ...(secrets.includes(name) && { secret: true as const }),
      ...(replaces.includes(name) && { willReplaceOnChanges: true as const }),
    };
    return [name, spec] as const;
  });
  return { properties: Object.fromEntries(properties), ...(node.required && { required: node.required }) };
}

function jsonSchema(schema: z.ZodType, io: "input" | "output"): Node {
  // The contents of files have no word in JSON Schema: they come out without a type, as what may be anything does.
  return z.toJSONSchema(schema, { io, unrepresentable: "any", reused: "inline" }) as Node;
}

function typeSpec(module: string, node: Node, types: Types): TypeSpec {
  if (node.type === "array") return { type: "array", items: typeSpec(module, node.items ?? {}, types) };
  if (typeof node.additionalProperties === "object")
    return { type: "object", additionalProperties: { $ref: "pulumi.json#/Any" } };
  if (node.type === "object") return objectType(module, node, types);
  if (node.type !== undefined) return { type: node.type };
  return { $ref: node.title === "Asset" ? "pulumi.json#/Asset" : "pulumi.json#/Any" };
}

function objectType(module: string, node: Node, types: Types): TypeSpec {
  const token = `twilio:${module}:${required(node.title, "an object type without a title")}`;
  const properties = Object.entries(node.properties ?? {}).map(([name, property]) => [
    name,
    { ...typeSpec(module, property, types), description: required(property.description, `${token}.${name}`) },
  ]);
  // Nobody has to give what has a default, though everybody is told it: a type has one list for both.
  const known = types[token]?.required ?? node.required ?? [];
  types[token] = {
    type: "object",
    description: required(node.description, token),
    properties: Object.fromEntries(properties),
    required: known.filter((name) => node.required?.includes(name)),
  };
  return { $ref: `#/types/${token}` };
}

function partsOf(token: string): { module: string; name: string } {
  const [, module = "", name = ""] = token.split(":");
  return { module, name };
}

function withChoices(description: string, { enum: choices }: Node): string {
  return choices === undefined
    ? description
    : `${description} One of ${choices.map((one) => `\`${one}\``).join(", ")}.`;
}

function isPlain(value: unknown): value is boolean | number | string {
  return ["boolean", "number", "string"].includes(typeof value);
}

function required(text: string | undefined, of: string): string {
  if (text) return text;
  throw new Error(`${of} has no doc comment: write one on lines of its own above it`);
}
