import { apiOf, type Operation, resolve, snakeCase } from "@dialer/openapi";
import type { Platform } from "../platform.ts";
import { type Json, type Properties, type Resource, text } from "../store/index.ts";
import { TwilioError } from "./errors.ts";
import { matching } from "./matching.ts";
import { type ApiRequest, textParameter } from "./request.ts";

/** What a noun adds to what the parameters say. */
export interface Draft {
  key?: string;
  properties?: Properties;
  hidden?: Record<string, unknown>;
}

/**
 * The parameters of a request as properties: `VoiceUrl` becomes `voice_url`, `Limits.UserChannels` a nested object,
 * an empty text clears (null).
 */
export function propertiesFrom({ operation, parameters }: ApiRequest): Properties {
  const properties: Properties = {};
  const queried = new Set(
    operation.parameters.filter(({ in: where }) => where === "query").map(({ name }) => name),
  );
  for (const [name, value] of Object.entries(parameters)) {
    if (queried.has(name)) continue;
    const [first = name, ...rest] = name.split(".").map(snakeCase);
    const answered = operation.answer?.properties;
    // What Twilio never answers it keeps elsewhere or not at all: passwords, contents. That is the noun's.
    if (answered && !Object.hasOwn(answered, first)) continue;
    const answer = resolve(answered?.[first], operation.document);
    const clean: Json = value === "" && answer.nullable ? null : value;
    if (rest.length > 0) set(properties, [first, ...rest], clean);
    else properties[first] = clean;
  }
  return properties;
}

function set(target: Properties, [first = "", ...rest]: string[], value: Json): void {
  if (rest.length === 0) {
    target[first] = value;
    return;
  }
  const inner = Object.hasOwn(target, first) ? target[first] : undefined;
  const next = typeof inner === "object" && inner !== null && !Array.isArray(inner) ? inner : {};
  target[first] = next;
  set(next, rest, value);
}

/** Stores what a request asks for, completed by a noun's draft. Refuses a unique name that is taken (20409). */
export function create(request: ApiRequest, platform: Platform, draft: Draft = {}): Resource {
  const { store } = platform;
  const properties = { ...defaultsOf(request.operation), ...propertiesFrom(request), ...draft.properties };
  const key = draft.key ?? keyOf(request, properties, platform);
  const { unique_name: name } = properties;
  if (store.get(request.place, key)) {
    throw new TwilioError(20409, `Conflict: ${request.path} has a resource ${key} already`);
  }
  if (typeof name === "string" && inPlace(request, "unique_name", name, platform)) {
    throw new TwilioError(20409, `Conflict: UniqueName ${name} is taken already`);
  }
  return store.add({
    ...request.place,
    key,
    properties: { ...properties, sid: key },
    ...(draft.hidden && { hidden: draft.hidden }),
  });
}

/** The resource in the place of a request whose property has a value. */
export function inPlace(
  { place }: ApiRequest,
  property: string,
  value: Json,
  { store }: Platform,
): Resource | undefined {
  const collection = store.collection(place);
  return store
    .where(place.kind, property, value)
    .find((resource) => collection.get(resource.key) === resource);
}

/** Changes what a request names and leaves the rest. */
export function update(request: ApiRequest, { store }: Platform, resource: Resource): Resource {
  return store.update(resource, propertiesFrom(request));
}

/** Twilio calls a webhook by POST, and a switch is off, unless told otherwise. */
function defaultsOf({ body, answer, document }: Operation): Properties {
  const defaults: Properties = {};
  for (const [name, written] of Object.entries(body?.schema.properties ?? {})) {
    const property = snakeCase(name);
    if (!answer?.properties?.[property]) continue;
    const { type, format } = resolve(written, document);
    if (format === "http-method") defaults[property] = "POST";
    else if (type === "boolean") defaults[property] = false;
  }
  return defaults;
}

/**
 * A new resource's key. A link (such as a credential list mapping) has the SID of what it links; what Twilio names by
 * a key or name of the caller's has that; everything else a new SID.
 */
function keyOf(request: ApiRequest, properties: Properties, { random }: Platform): string {
  const { body, document, host, kind } = request.operation;
  const instance = apiOf(host)?.instances.get(kind);
  const prefix = request.operation.sidPrefix ?? instance?.operations.values().next().value?.sidPrefix;
  if (prefix) {
    for (const name of Object.keys(body?.schema.properties ?? {})) {
      const rule = resolve(body?.schema.properties?.[name], document);
      const linked = textParameter(request, name);
      if (linked && rule.pattern?.startsWith(`^${prefix}[`) && body?.schema.required?.includes(name))
        return linked;
    }
    return random.sid(prefix);
  }
  const name = snakeCase(/\{([^}]+)\}(\.json)?$/.exec(instance?.template ?? "")?.[1] ?? "");
  const own = properties[name];
  if (typeof own === "string" && own !== "") return own;
  const shown = instance?.operations.get("GET") ?? request.operation;
  const pattern =
    instance?.owners.at(-1)?.pattern?.source ?? resolve(shown.answer?.properties?.id, shown.document).pattern;
  const choose = (count: number) => Math.floor(random.fraction(kind) * count);
  return (pattern === undefined ? undefined : matching(pattern, choose)) ?? random.hex(kind);
}

/** The filters of a list: query parameters that name a property of its items, alone or with `<` or `>` behind. */
export function filterOf({
  operation,
  parameters,
}: ApiRequest): ((resource: Resource) => boolean) | undefined {
  const filters = operation.parameters
    .filter(({ name, in: where }) => where === "query" && !/^Page(Size|Token)?$/.test(name))
    .filter(({ name }) => parameters[name] !== undefined && parameters[name] !== "")
    .flatMap(({ name }) => {
      const [, base = "", comparison] = /^(\w+?)([<>])?$/.exec(name) ?? [];
      const property = snakeCase(base);
      if (!operation.answer?.properties?.[property]) return [];
      return [(resource: Resource) => accepts(resource, property, comparison, parameters[name] ?? null)];
    });
  return filters.length > 0 ? (resource) => filters.every((accept) => accept(resource)) : undefined;
}

function accepts(
  resource: Resource,
  property: string,
  comparison: string | undefined,
  wanted: Json,
): boolean {
  const value =
    property === "date_created"
      ? iso(resource.created)
      : property === "date_updated"
        ? iso(resource.updated)
        : resource.properties[property];
  if (comparison === undefined && !property.startsWith("date_"))
    return String(value ?? "") === String(wanted);
  const [left, right] = [Date.parse(String(value)), Date.parse(String(wanted))];
  if (comparison === "<") return left <= right;
  if (comparison === ">") return left >= right;
  return iso(left).slice(0, 10) === iso(right).slice(0, 10);
}

const iso = (time: number) => (Number.isNaN(time) ? "" : new Date(time).toISOString());

/** The resource a path names: by its key, or by its unique name where it has one. */
export function find(request: ApiRequest, platform: Platform): Resource | undefined {
  const { key, place } = request;
  if (key === undefined) return platform.store.get(place, "");
  return platform.store.get(place, key) ?? inPlace(request, "unique_name", key, platform);
}

/** What a person knows a resource by. */
export const nameOf = (resource: Resource) =>
  text(resource, "unique_name") ?? text(resource, "friendly_name") ?? resource.key;
