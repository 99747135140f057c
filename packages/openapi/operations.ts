import { documentsOf } from "./documents.ts";
import { isKeyed, isParameter, PathTree, segmentsOf } from "./paths.ts";
import { type Document, type OperationObject, type PathObject, resolve, type Schema } from "./schema.ts";

/** What an operation does to a resource. */
export type Action = "list" | "create" | "fetch" | "update" | "delete";

/** A parameter with its rules; `schema` has no reference at its top. */
export interface Parameter {
  name: string;
  in: "path" | "query" | "header";
  required: boolean;
  schema: Schema;
}

/** One documented operation. */
export interface Operation {
  id: string;
  method: string;
  host: string;
  /** As in the document, such as `/v1/Services/{Sid}`. */
  template: string;
  /** Names the kind of resource by product and literal segments: `serverless/Services/Environments`. */
  kind: string;
  action: Action;
  /** The path ends in the resource's own key. When false and the action is no list or create, there is one resource only. */
  keyed: boolean;
  parameters: Parameter[];
  /** What the parameters of the path must match, by name; one path's operations may differ. */
  patterns: ReadonlyMap<string, RegExp>;
  body?: { types: string[]; schema: Schema };
  /** The status of success. */
  success: number;
  /** The schema of the resource in the answer (of one item, for a list). */
  answer?: Schema;
  /** Of a list: the property that holds the items, and whether paging stands in `meta` or beside (2010). */
  page?: { property: string; form: "meta" | "2010" };
  /** Two letters that begin the SID of such a resource, if it has one. */
  sidPrefix?: string;
  document: Document;
}

/** A parameter of a path and the kind of resource it names. */
export interface Owner {
  name: string;
  kind: string;
  pattern: RegExp | undefined;
}

/** Everything under one path of one host. */
export interface Route {
  template: string;
  kind: string;
  /** The path ends in a resource's own key. */
  keyed: boolean;
  /** The path's parameters in order. */
  owners: Owner[];
  operations: Map<string, Operation>;
  links: Record<string, { mapping: Record<string, string>; resource_url: string }>;
}

/** The compiled definition of one host. */
export interface Api {
  host: string;
  routes: Route[];
  paths: PathTree<Route>;
  /** The route of one resource of a kind (its path ends in its key). */
  instances: Map<string, Route>;
  /** Kinds whose resources are made through the API. */
  creatable: Set<string>;
}

/**
 * Paths that are another way to the same resources. Sources: "IncomingPhoneNumber Local" etc. and "SIP
 * CredentialListMapping" (the mapping of calls before there was one for registrations) in Twilio's API reference.
 */
const aliases: Record<string, string> = {
  "api/IncomingPhoneNumbers/Local": "api/IncomingPhoneNumbers",
  "api/IncomingPhoneNumbers/Mobile": "api/IncomingPhoneNumbers",
  "api/IncomingPhoneNumbers/TollFree": "api/IncomingPhoneNumbers",
  "api/SIP/Domains/CredentialListMappings": "api/SIP/Domains/Auth/Calls/CredentialListMappings",
  "api/SIP/Domains/IpAccessControlListMappings": "api/SIP/Domains/Auth/Calls/IpAccessControlListMappings",
};

const version = /^(v\d+|2010-04-01)$/;
const methods = ["get", "post", "put", "patch", "delete"] as const;
function kindOf(host: string, template: string): string {
  const product = host.replace(/\.twilio\.com$/, "").replace(/^serverless-upload$/, "serverless");
  const literals = segmentsOf(template).filter((segment) => !isParameter(segment) && !version.test(segment));
  // Everything in the 2010 API stands under an account: the account is not part of the kind.
  if (product === "api" && literals.length > 1) literals.shift();
  const kind = [product, ...literals].join("/");
  return aliases[kind] ?? kind;
}

function actionOf(method: string, path: PathObject, keyed: boolean, isList: boolean): Action {
  if (method === "get") return isList ? "list" : "fetch";
  if (method === "delete") return "delete";
  return method === "post" && !keyed && path["x-twilio"]?.pathType !== "instance" ? "create" : "update";
}

const sidPattern = /^\^?([A-Z]{2})\[/;

function compile(
  host: string,
  template: string,
  path: PathObject,
  method: string,
  document: Document,
): Operation {
  const written = path[method as "get"] as OperationObject;
  const parameters = [...(path.parameters ?? []), ...(written.parameters ?? [])].map(
    (parameter): Parameter => {
      const { $ref } = parameter;
      const found = $ref
        ? document.components.parameters?.[$ref.replace("#/components/parameters/", "")]
        : parameter;
      if (!found) throw new Error(`${host} ${template}: the API definition lacks ${$ref}`);
      return {
        name: found.name,
        in: found.in,
        required: found.required ?? false,
        schema: resolve(found.schema, document),
      };
    },
  );
  const content = Object.entries(written.requestBody?.content ?? {});
  const [status, response] =
    Object.entries(written.responses).find(([code]) => code.startsWith("2")) ??
    Object.entries(written.responses)[0] ??
    [];
  const schema = resolve(Object.values(response?.content ?? {})[0]?.schema, document);
  const items = Object.entries(schema.properties ?? {}).find(
    ([name, property]) => name !== "meta" && resolve(property, document).type === "array",
  );
  const form = schema.properties?.meta ? "meta" : schema.properties?.first_page_uri ? "2010" : undefined;
  const keyed = isKeyed(template);
  const page = form && items && !keyed ? ({ property: items[0], form } as const) : undefined;
  const answer = flat(page && items ? resolve(items[1], document).items : schema, document);
  return {
    id: written.operationId,
    method: method.toUpperCase(),
    host,
    template,
    kind: kindOf(host, template),
    action: actionOf(method, path, keyed, page !== undefined),
    keyed,
    parameters,
    patterns: new Map(
      parameters.flatMap(({ name, in: where, schema: { pattern } }) =>
        where === "path" && pattern !== undefined ? [[name, new RegExp(pattern)] as const] : [],
      ),
    ),
    ...(content[0] && {
      body: { types: content.map(([type]) => type), schema: resolve(content[0][1].schema, document) },
    }),
    success: Number(status ?? 200),
    ...(answer && { answer }),
    ...(page && { page }),
    ...prefixOf(answer, document),
    document,
  };
}

/** An answer that may have one of several shapes, as one that has the properties of all. */
function flat(written: Schema | undefined, document: Document): Schema {
  const schema = resolve(written, document);
  const either = (schema.oneOf ?? schema.anyOf ?? []).map((one) => resolve(one, document));
  if (!either.some(({ properties }) => properties)) return schema;
  return {
    ...schema,
    properties: Object.assign({}, schema.properties, ...either.map((one) => one.properties)),
  };
}

function prefixOf(answer: Schema | undefined, document: Document): { sidPrefix?: string } {
  const prefix = sidPattern.exec(resolve(answer?.properties?.sid, document).pattern ?? "")?.[1];
  return prefix ? { sidPrefix: prefix } : {};
}

function ownersOf(host: string, template: string, parameters: Parameter[]): Owner[] {
  return [...template.matchAll(/\{([^}]+)\}/g)].map(({ 0: written, 1: name = "", index }) => {
    const pattern = parameters.find((one) => one.in === "path" && one.name === name)?.schema.pattern;
    return {
      name,
      kind: kindOf(host, template.slice(0, index + written.length)),
      pattern: pattern === undefined ? undefined : new RegExp(pattern),
    };
  });
}

const apis = new Map<string, Api>();

/** The compiled definition of a Twilio host; `undefined` when Twilio has no such host. */
export function apiOf(host: string): Api | undefined {
  const known = apis.get(host);
  if (known) return known;
  const documents = documentsOf(host);
  if (documents.length === 0) return undefined;
  const api: Api = {
    host,
    routes: [],
    paths: new PathTree(),
    instances: new Map(),
    creatable: new Set(),
  };
  for (const document of documents) {
    for (const [template, path] of Object.entries(document.paths)) {
      const operations = methods
        .filter((method) => path[method])
        .map((method) => compile(host, template, path, method, document));
      const route: Route = {
        template,
        kind: kindOf(host, template),
        keyed: isKeyed(template),
        owners: ownersOf(host, template, operations[0]?.parameters ?? []),
        operations: new Map(operations.map((operation) => [operation.method, operation])),
        links: path["x-twilio"]?.dependentProperties ?? {},
      };
      api.routes.push(route);
      // Two versions of a document may write the same path with other parameter names.
      const first = api.paths.at(template, () => route);
      for (const operation of operations) first.operations.set(operation.method, operation);
      if (route.keyed && !api.instances.has(route.kind)) api.instances.set(route.kind, route);
      if (operations.some(({ action }) => action === "create")) api.creatable.add(route.kind);
    }
  }
  apis.set(host, api);
  return api;
}
