import { type Document, type Route, resolve, type Schema } from "@dialer/openapi";
import type { Json, Properties, Resource } from "../store/index.ts";
import { type Blank, blank } from "./blank.ts";

/** RFC 2822 in the form of Twilio's 2010 API: `Tue, 31 Aug 2010 20:36:28 +0000`. */
export const rfc2822 = (time: number) => new Date(time).toUTCString().replace("GMT", "+0000");

/** ISO 8601 to the second, as Twilio's other APIs write it. */
export const iso8601 = (time: number) => new Date(time).toISOString().replace(/\.\d{3}Z$/, "Z");

/** What an answer is made from. */
export interface View {
  schema: Schema;
  document: Document;
  host: string;
  resource: Resource;
  /** What the noun adds or replaces when its resource is read. */
  shown: Properties;
  /** The route of one such resource, for its address and links. */
  instance: Route | undefined;
  /** Where the request went: the address of what has no route of its own. */
  path: string;
}

/** Writes a resource as its response schema says: every property of it, and no other. */
export function shape(view: View): Json {
  const { resource, shown, document } = view;
  // A few lists hold names instead of objects.
  if (view.schema.type === "string") return resource.key;
  const own: Properties = { ...identity(view), ...resource.properties, ...shown };
  const answer: Properties = {};
  for (const [name, written] of Object.entries(view.schema.properties ?? {})) {
    const schema = resolve(written, document);
    const value = own[name];
    answer[name] =
      value === undefined ? derived(name, schema, view, own) : inType(value, schema, blanks(view));
  }
  // The documents leave a few answers without a shape: what is stored is what is answered.
  return Object.keys(answer).length > 0 ? answer : own;
}

const blanks = ({ document, resource: { account, created } }: View): Blank => ({
  document,
  account,
  created: iso8601(created),
});

/**
 * A stored value as its schema has it: a few documents take a number where they answer a text, or the other way round,
 * and objects may be answered with more in them than was sent.
 */
function inType(value: Json, schema: Schema, view: Blank): Json {
  const { type, items, properties, required = [] } = schema;
  if (type === "string" && (typeof value === "number" || typeof value === "boolean")) return String(value);
  if (type === "integer" && typeof value === "string" && /^-?\d+$/.test(value)) return Number(value);
  if (Array.isArray(value)) {
    return items ? value.map((item) => inType(item, resolve(items, view.document), view)) : value;
  }
  if (typeof value !== "object" || value === null || !properties) return value;
  const whole: Properties = { ...value };
  for (const name of required) whole[name] ??= blank(properties[name], view);
  return whole;
}

function identity({ resource, schema, document }: View): Properties {
  const { account, parents, key, properties } = resource;
  // A path may name a resource otherwise than by its SID: that is no value of the SID.
  const named = Object.entries({ ...parents, sid: key, id: key }).filter(([name, value]) => {
    const { pattern } = resolve(schema.properties?.[name], document);
    return pattern === undefined || new RegExp(pattern).test(value);
  });
  return {
    account_sid: account,
    ...Object.fromEntries(named),
    ...(properties.api_version ? {} : { api_version: "2010-04-01" }),
  };
}

function derived(name: string, schema: Schema, view: View, own: Properties): Json {
  const { resource, host, instance } = view;
  const rfc = schema.format === "date-time-rfc-2822" || host === "api.twilio.com";
  switch (name) {
    case "date_created":
    case "date_updated": {
      const time = name === "date_created" ? resource.created : resource.updated;
      return rfc ? rfc2822(time) : iso8601(time);
    }
    case "url":
      return `https://${host}${pathOf(view)}`;
    case "uri":
      return pathOf(view);
    case "links":
      return links(instance, host, own, resource);
    case "subresource_uris":
      return links(instance, "", own, resource);
  }
  return blank(schema, blanks(view));
}

function pathOf({ instance, resource, path }: View): string {
  if (!instance) return path;
  const values = [...keysOf(instance, resource)];
  return instance.template.replaceAll(/\{[^}]+\}/g, () => encodeURIComponent(values.shift() ?? ""));
}

/** The values of an instance path's parameters. */
function keysOf(instance: Route, { account, parents, key }: Resource): string[] {
  const own = [...Object.values(parents), key];
  return instance.template.includes("{AccountSid}") ? [account, ...own] : own;
}

function links(instance: Route | undefined, host: string, own: Properties, resource: Resource): Properties {
  const origin = host && `https://${host}`;
  const links: Properties = {};
  for (const [name, { mapping, resource_url }] of Object.entries(instance?.links ?? {})) {
    const path = resource_url.replaceAll(/\{([^}]+)\}/g, (_, parameter: string) => {
      const property = mapping[parameter];
      const value = property === "sid" ? (own.sid ?? resource.key) : own[property ?? parameter];
      return encodeURIComponent(String(value ?? resource.key));
    });
    links[name] = origin + path;
  }
  return links;
}
