import { type Api, apiOf, type Operation, type Route, type Schema, snakeCase } from "@dialer/openapi";
import { type Emulator, startEmulator } from "../index.ts";
import { addressOf } from "../rest/address.ts";
import type { Json, Place, Properties } from "../store/index.ts";
import { sample } from "../testing/sample.ts";
import { particular } from "./particular.ts";

/** A request made from the rules of an operation. */
export interface Ask {
  method: string;
  /** With the host in front: `api.twilio.com/2010-04-01/Accounts.json`. */
  target: string;
  query: Record<string, Json>;
  body?: Record<string, Json>;
  /** `user:password`; the emulator's account when left out, nobody when null. */
  as?: string | null;
}

/** What it was answered. */
export interface Answer {
  status: number;
  body: Properties;
}

const sid = /^[A-Z]{2}\w{32}$/;
const rank = { create: 0, update: 1, fetch: 2, list: 3, delete: 4 };

/** One host of Twilio's, walked from what creates to what deletes, in this process. */
export class Walk {
  readonly emulator: Emulator;
  readonly api: Api;
  /** The last SID of each prefix that was made. */
  readonly #made = new Map<string, string>();

  private constructor(emulator: Emulator, api: Api) {
    this.emulator = emulator;
    this.api = api;
  }

  static async open(host: string): Promise<Walk> {
    const api = apiOf(host);
    if (!api) throw new Error(`${host} has no API definition`);
    const emulator = await startEmulator({ buildMs: 0, messageMs: 0 });
    // Other products refer to a number by the SID that every sample of one has.
    emulator.platform.store.add({
      kind: "api/IncomingPhoneNumbers",
      account: emulator.accountSid,
      parents: {},
      key: `PN${"0".repeat(32)}`,
      properties: { phone_number: "+15035550199", sid: `PN${"0".repeat(32)}` },
    });
    return new Walk(emulator, api);
  }

  /** First all that creates, outer resources before inner ones, then all that reads and changes, last all that deletes. */
  operations(): [Route, Operation][] {
    const all = this.api.routes.flatMap((route) =>
      [...route.operations.values()].map((operation): [Route, Operation] => [route, operation]),
    );
    const isDelete = ([, { action }]: [Route, Operation]) => (action === "delete" ? 1 : 0);
    const depth = ([{ owners }]: [Route, Operation]) => owners.length;
    return all.sort((left, right) => {
      const last = isDelete(left) - isDelete(right);
      const outer = isDelete(left) ? depth(right) - depth(left) : depth(left) - depth(right);
      return last || outer || rank[left[1].action] - rank[right[1].action];
    });
  }

  /** A request that keeps all rules. */
  valid(route: Route, operation: Operation): Ask {
    const { method, parameters, document, body, id } = operation;
    const required = parameters.filter((parameter) => parameter.in === "query" && parameter.required);
    return {
      method,
      target: this.target(route, operation),
      query: Object.fromEntries(required.map(({ name, schema }) => [name, sample(schema, document)])),
      ...(body && {
        body: {
          ...(sample({ ...body.schema, type: "object" }, document) as Record<string, Json>),
          ...this.#linked(operation),
          ...particular[id],
        },
      }),
    };
  }

  /** What a request has to name by a SID, and was made before. */
  #linked({ body }: Operation): Record<string, string> {
    const { required = [], properties = {} } = body?.schema ?? {};
    const found = required.flatMap((name) => {
      const prefix = /^\^([A-Z]{2})\[/.exec(properties[name]?.pattern ?? "")?.[1];
      const sid = prefix === undefined ? undefined : this.#made.get(prefix);
      return sid === undefined ? [] : [[name, sid] as const];
    });
    return Object.fromEntries(found);
  }

  /** The address of an operation, with the keys of what was made before; `replaced` stand for its parameters instead. */
  target(route: Route, operation: Operation, replaced: Record<string, string> = {}): string {
    const { accountSid } = this.emulator;
    const parents: Record<string, string> = {};
    const values = route.owners.map(({ name, kind }) => {
      if (this.api.host === "api.twilio.com" && kind === "api/Accounts") return replaced[name] ?? accountSid;
      const rule = operation.parameters.find(
        (parameter) => parameter.in === "path" && parameter.name === name,
      );
      const key = this.#key({ kind, account: accountSid, parents: { ...parents } }, operation, rule?.schema);
      parents[snakeCase(name)] = key;
      return replaced[name] ?? key;
    });
    const path = route.template.replaceAll(/\{[^}]+\}/g, () => encodeURIComponent(values.shift() ?? ""));
    return this.api.host + path;
  }

  /**
   * The key of a resource in a place. What only Twilio makes (recordings, receipts, faxes) is put into the store, for
   * operations that read and change it.
   */
  #key(place: Place, { document }: Operation, rule: Schema | undefined): string {
    const { store } = this.emulator.platform;
    const [newest] = store.collection(place);
    if (newest) return newest.key;
    const written = String(sample(rule, document));
    const instance = this.api.instances.get(place.kind)?.operations.get("GET");
    const key =
      sid.test(written) || !instance?.sidPrefix ? written : `${instance.sidPrefix}${"0".repeat(32)}`;
    const isMade = this.api.creatable.has(place.kind) || this.api.host === "serverless.twilio.com";
    if (sid.test(key) && !isMade) store.add({ ...place, key, properties: {} });
    return key;
  }

  /** Sends a request, without a socket. */
  async ask({ method, target, query, body, as }: Ask, { body: rules }: Operation): Promise<Answer> {
    const { accountSid, authToken, api } = this.emulator;
    const user = as === undefined ? `${accountSid}:${authToken}` : as;
    const isJson = rules?.types[0]?.includes("json");
    const written = isJson ? JSON.stringify(body) : formOf(body ?? {}).toString();
    const address = addressOf(`/${target}?${formOf(query)}`, undefined);
    if (!address || !("path" in address)) throw new Error(`${target} is no address of Twilio's`);
    const answer = await api.answer({
      method,
      address,
      headers: {
        ...(user !== null && { authorization: `Basic ${btoa(user)}` }),
        "content-type": isJson ? "application/json" : "application/x-www-form-urlencoded",
      },
      body: Buffer.from(body ? written : ""),
    });
    const text = answer?.body.toString() ?? "";
    const answered = { status: answer?.status ?? 0, body: text === "" ? {} : JSON.parse(text) };
    const { sid } = answered.body;
    if (answered.status === 201 && typeof sid === "string") this.#made.set(sid.slice(0, 2), sid);
    return answered;
  }

  close(): Promise<void> {
    return this.emulator.close();
  }
}

const textOf = (value: Json) => (typeof value === "object" ? JSON.stringify(value) : String(value));

const formOf = (values: Record<string, Json>) =>
  new URLSearchParams(
    Object.entries(values).flatMap(([name, value]) =>
      (Array.isArray(value) ? value : [value]).map((one): [string, string] => [name, textOf(one)]),
    ),
  );
