/** The part of JSON Schema (OpenAPI 3.0 flavour) that Twilio's documents use. */
export interface Schema {
  type?: string;
  format?: string;
  pattern?: string;
  enum?: (string | number | boolean | null)[];
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
  nullable?: boolean;
  default?: unknown;
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  allOf?: Schema[];
  oneOf?: Schema[];
  anyOf?: Schema[];
  $ref?: string;
}

/** A parameter of an operation as an OpenAPI document writes it. */
export interface ParameterObject {
  name: string;
  in: "path" | "query" | "header";
  required?: boolean;
  schema: Schema;
  $ref?: string;
}

/** One method of a path as an OpenAPI document writes it. */
export interface OperationObject {
  operationId: string;
  parameters?: ParameterObject[];
  requestBody?: { content: Record<string, { schema?: Schema }> };
  responses: Record<string, { content?: Record<string, { schema?: Schema }>; $ref?: string }>;
}

/** A path of an OpenAPI document with Twilio's own additions. */
export interface PathObject {
  servers?: { url: string }[];
  parameters?: ParameterObject[];
  "x-twilio"?: {
    pathType?: "list" | "instance";
    dependentProperties?: Record<string, { mapping: Record<string, string>; resource_url: string }>;
  };
  get?: OperationObject;
  post?: OperationObject;
  put?: OperationObject;
  patch?: OperationObject;
  delete?: OperationObject;
}

/** An OpenAPI document. */
export interface Document {
  servers?: { url: string }[];
  paths: Record<string, PathObject>;
  components: {
    schemas?: Record<string, Schema>;
    parameters?: Record<string, ParameterObject>;
  };
}

/** Follows references, and merges `allOf`, until a schema stands there itself. */
export function resolve(schema: Schema | undefined, document: Document): Schema {
  if (!schema) return {};
  if (schema.$ref) {
    const { $ref, ...beside } = schema;
    const target = document.components.schemas?.[$ref.replace("#/components/schemas/", "")];
    return { ...resolve(target, document), ...beside };
  }
  if (!schema.allOf) return schema;
  const { allOf, ...beside } = schema;
  const merged: Schema = { properties: {}, required: [] };
  for (const part of [...allOf, beside]) {
    const { properties, required, ...rest } = resolve(part, document);
    Object.assign(merged, rest);
    Object.assign(merged.properties ?? {}, properties);
    merged.required?.push(...(required ?? []));
  }
  return merged;
}
