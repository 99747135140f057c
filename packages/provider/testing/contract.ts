import { AsyncLocalStorage } from "node:async_hooks";
import { faultsIn } from "@dialer/emulator/testing";
import { apiOf, type Operation, resolve, type Schema } from "@dialer/openapi";
import type { connect, TwilioClient } from "../client/connection.ts";
import type { HttpResponse } from "../client/http.ts";
import type { Exchange, Transport } from "../client/transport.ts";

/** What goes between the provider and Twilio, to be held to Twilio's own documents. */
interface Traffic {
  exchanges: Exchange[];
  /** What handlers read from answers: operations by what they read. */
  reads: { operation: Operation; field: string }[];
}

const traffic: Traffic = { exchanges: [], reads: [] };
/** The operation that the call in progress has last been answered. */
const answered = new AsyncLocalStorage<{ operation?: Operation | undefined }>();

/** Forgets what was recorded. */
export function forget(): void {
  traffic.exchanges.length = 0;
  traffic.reads.length = 0;
}

/** Records each request of the official client where it leaves for Twilio, and each field that is read from an answer. */
export function recording(original: typeof connect): typeof connect {
  return (transport, ...others) => watch(original(recorder(transport), ...others)) as TwilioClient;
}

function recorder(transport: Transport): Transport {
  const exchange = async (exchange: Exchange, signal: AbortSignal): Promise<HttpResponse> => {
    traffic.exchanges.push(exchange);
    const response = await transport.exchange(exchange, signal);
    const call = answered.getStore();
    if (call) call.operation = find(exchange)?.found.operations.get(exchange.method);
    return response;
  };
  return { exchange } as Transport;
}

/** The client, or a part of it: what its methods answer is watched for what is read from it. */
function watch(part: object): object {
  return new Proxy(part, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      return isWatchable(value) ? watch(typeof value === "function" ? bound(value, target) : value) : value;
    },
    apply(target, _, args: unknown[]) {
      const call: { operation?: Operation } = {};
      const result: unknown = answered.run(call, () =>
        Reflect.apply(target as () => unknown, undefined, args),
      );
      if (result instanceof Promise) return result.then((answer) => readings(answer, call.operation));
      return isWatchable(result) ? watch(result) : result;
    },
  });
}

/** A method with its properties, tied to what it is a method of. */
function bound(method: object, owner: object): object {
  return new Proxy(method, {
    apply: (target, _, args: unknown[]) => Reflect.apply(target as () => unknown, owner, args),
  });
}

const isWatchable = (value: unknown): value is object =>
  typeof value === "function" || (typeof value === "object" && value !== null);

function readings(answer: unknown, operation: Operation | undefined): unknown {
  if (Array.isArray(answer)) return answer.map((one) => readings(one, operation));
  if (!isWatchable(answer) || operation === undefined) return answer;
  // The answer to a request that the client has no method for, such as an upload.
  if ("statusCode" in answer && "body" in answer) {
    return { ...answer, body: readings(answer.body, operation) };
  }
  return new Proxy(answer, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof name === "string" && Object.hasOwn(target, name) && !name.startsWith("_"))
        traffic.reads.push({ operation, field: name });
      return value;
    },
  });
}

/** What was recorded that Twilio's documents do not know; empty when they know all. */
export async function violations(): Promise<string[]> {
  const asked = await Promise.all(traffic.exchanges.map(wrongWith));
  const read = traffic.reads.flatMap(({ operation, field }) =>
    plainName(field) in namesOf(operation.answer?.properties) || isOfPage(operation, field)
      ? []
      : [`${operation.id} does not answer ${field}`],
  );
  return [...new Set([...asked.flat(), ...read])];
}

/** The operations that were asked for, by their IDs in Twilio's documents. */
export function operations(): string[] {
  const ids = traffic.exchanges.map((one) => find(one)?.found.operations.get(one.method)?.id ?? "unknown");
  return [...new Set(ids)].toSorted();
}

const find = ({ url }: Exchange) => apiOf(url.host)?.paths.find(url.pathname);

/** The documents write `voice_url` where the client writes `voiceUrl`, and are not at one about digits. */
const plainName = (name: string) => name.replaceAll("_", "").toLowerCase();
const namesOf = (properties: object = {}) =>
  Object.fromEntries(Object.keys(properties).map((name) => [plainName(name), true]));

/** Whether a field is one of the page around the items of a list. */
const isOfPage = ({ page }: Operation, field: string) =>
  page !== undefined &&
  (field === page.property || /^(meta|page|page_size|start|end|uri|\w+_page_uri)$/.test(field));

async function wrongWith(exchange: Exchange): Promise<string[]> {
  const { method, url } = exchange;
  const match = find(exchange);
  const operation = match?.found.operations.get(method);
  if (match === undefined || operation === undefined) return [`${method} ${url.href} is not documented`];
  const keys = match.found.owners.flatMap(({ name, pattern }, index) =>
    pattern?.test(match.values[index] ?? "") === false
      ? [`${name}: ${match.values[index]} does not match`]
      : [],
  );
  const query = Object.fromEntries(
    operation.parameters.filter((one) => one.in === "query").map(({ name, schema }) => [name, schema]),
  );
  const wanted = operation.parameters.filter((one) => one.in === "query" && one.required);
  const faults = [
    ...keys,
    ...wrongFields(url.searchParams, query, operation),
    ...missing(
      url.searchParams,
      wanted.map(({ name }) => name),
    ),
    ...(await wrongBody(exchange, operation)),
  ];
  return faults.map((fault) => `${operation.id} ${fault}`);
}

async function wrongBody({ body, headers }: Exchange, operation: Operation): Promise<string[]> {
  const rules = operation.body;
  if (body === undefined) return missing(new Map(), rules?.schema.required);
  const type = Object.entries(headers).find(([name]) => name.toLowerCase() === "content-type")?.[1] ?? "";
  if (rules === undefined) return body.length === 0 ? [] : ["takes no body"];
  if (!rules.types.some((one) => type.startsWith(one))) return [`takes no ${type}`];
  if (type.startsWith("application/json"))
    return faultsIn(rules.schema, operation.document, JSON.parse(body.toString()));
  const bytes = typeof body === "string" ? body : new Uint8Array(body);
  const form = await new Response(bytes, { headers: { "content-type": type } }).formData();
  const texts = [...form].map(([name, value]): [string, string] => [
    name,
    typeof value === "string" ? value : "a file",
  ]);
  return [
    ...wrongFields(texts, rules.schema.properties ?? {}, operation),
    ...missing(form, rules.schema.required),
  ];
}

const missing = (given: { has(name: string): boolean }, required: string[] = []) =>
  required.filter((name) => !given.has(name)).map((name) => `lacks ${name}`);

function wrongFields(
  fields: Iterable<[string, string]>,
  rules: Record<string, Schema>,
  { document }: Operation,
): string[] {
  const lists = Map.groupBy(fields, ([name]) => name);
  return [...lists].flatMap(([name, entries]) => {
    if (!Object.hasOwn(rules, name)) return [`has no parameter ${name}`];
    const rule = resolve(rules[name], document);
    const texts = entries.map(([, text]) => text);
    const items = resolve(rule.items, document);
    // An empty text clears a property: no rule of form applies to it.
    if (texts.every((text) => text === "")) return [];
    const value =
      rule.type === "array" ? texts.map((text) => typed(text, items)) : typed(texts.at(-1) ?? "", rule);
    const many = rule.type !== "array" && texts.length > 1 ? [`${name} is no list`] : [];
    return [...many, ...faultsIn(rule, document, value).map((fault) => `${name}${fault}`)];
  });
}

/** A text of a form in the type of its rule; as it is when it is not of that type. */
function typed(text: string, { type }: Schema): unknown {
  if (type === "string") return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
