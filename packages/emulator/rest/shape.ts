import { type Document, type Route, resolve, type Schema } from "@dialer/openapi";
import type { Json, Properties, Resource } from "../store/index.ts";

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
export function shape(view: View): Properties {
  const { resource, shown } = view;
  const own: Properties = { ...identity(view), ...resource.properties, ...shown };
  const answer: Properties = {};
  for (const [name, written] of Object.entries(view.schema.properties ?? {})) {
    const schema = resolve(written, view.document);
    answer[name] = own[name] !== undefined ? inType(own[name], schema) : derived(name, schema, view, own);
  }
  // The documents leave a few answers without a shape: what is stored is what is answered.
  return Object.keys(answer).length > 0 ? answer : own;
}

/** A few documents take a number where they answer a text, or the other way round. */
function inType(value: Json, { type }: Schema): Json {
  if (type === "string" && (typeof value === "number" || typeof value === "boolean")) return String(value);
  if (type === "integer" && typeof value === "string" && /^-?\d+$/.test(value)) return Number(value);
  return value;
}

function identity({ resource }: View): Properties {
  const { account, parents, key, properties } = resource;
  return {
    account_sid: account,
    ...parents,
    sid: key,
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
  if (schema.format === "date-time" && !schema.nullable) return iso8601(resource.created);
  return blank(schema, view.document);
}

/** The value of a property that was never set. */
function blank(schema: Schema, document: Document): Json {
  if (schema.default !== undefined) return schema.default as Json;
  if (schema.nullable) return null;
  if (schema.enum) return (schema.enum[0] ?? null) as Json;
  switch (schema.type) {
    case "array":
      return [];
    case "boolean":
      return false;
    case "integer":
    case "number":
      return schema.minimum ?? 0;
    case "object":
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([name, property]) => [
          name,
          blank(resolve(property, document), document),
        ]),
      );
    case "string":
      return "";
    default:
      return null;
  }
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
