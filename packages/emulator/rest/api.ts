import { type Api, apiOf, type Match, type Operation, type Route, snakeCase } from "@dialer/openapi";
import type { Lag } from "../faults/lag.ts";
import type { Noun } from "../nouns/noun.ts";
import type { Platform } from "../platform.ts";
import { Collection, type Json, type Place, type Properties, type Resource } from "../store/index.ts";
import type { ApiCall } from "./api-gateway.ts";
import { accountMeant, authenticate } from "./authenticate.ts";
import { readBody } from "./body.ts";
import { notFound, TwilioError } from "./errors.ts";
import { type ApiFile, fileAt } from "./files.ts";
import * as generic from "./generic.ts";
import { readCursor, writePage } from "./paging.ts";
import { readParameters } from "./parameters.ts";
import type { ApiRequest } from "./request.ts";
import { shape } from "./shape.ts";

/** What the API answers. */
export interface ApiAnswer {
  status: number;
  body: Json | undefined;
  /** Headers beside the usual ones. */
  headers?: Record<string, string>;
  /** Answered instead of the body. */
  file?: ApiFile;
}

/** Twilio's REST API: every documented operation, generic but for what its nouns do differently. */
export class RestApi {
  readonly #platform: Platform;
  readonly #nouns: Map<string, Noun>;
  readonly #lag: Lag;

  constructor(platform: Platform, nouns: Noun[], lag: Lag) {
    this.#platform = platform;
    this.#lag = lag;
    this.#nouns = new Map(nouns.map((noun) => [noun.kind, noun]));
  }

  /**
   * Answers a request.
   * @param seen is told the parameters as soon as they are read
   * @throws TwilioError for every refusal
   */
  async handle(
    http: ApiCall,
    seen: (parameters: Record<string, Json>) => void = () => {},
  ): Promise<ApiAnswer> {
    const file = this.#file(http);
    if (file) return { status: 200, body: undefined, file };
    const request = await this.#request(http, seen);
    const { operation } = request;
    const noun = this.#nouns.get(operation.kind);
    switch (operation.action) {
      case "list":
        return { status: operation.success, body: this.#list(request, noun) };
      case "create": {
        const made = noun?.create
          ? await noun.create(request, this.#platform)
          : generic.create(request, this.#platform);
        if (http.lag) this.#lag.delay(made, undefined, http.lag);
        return this.#one(request, noun, made);
      }
      case "fetch":
        return this.#one(request, noun, this.#read(request, noun));
      case "update": {
        const found = this.#findOrMake(request, noun);
        const before = { ...found.properties };
        const changed = await (noun?.update ?? generic.update)(request, this.#platform, found);
        if (http.lag) this.#lag.delay(changed, before, http.lag);
        return this.#one(request, noun, changed);
      }
      case "delete": {
        const found = this.#find(request, noun);
        if (noun?.delete) await noun.delete(request, this.#platform, found);
        else this.#platform.store.delete(found);
        // What takes time to go is answered with where to ask about it.
        const body = operation.answer?.properties ? this.#show(request, found) : undefined;
        return { status: operation.success, body };
      }
    }
  }

  /** Sounds and pictures, which need the credentials of their account as everything else does. */
  #file({ method, address, headers }: ApiCall): ApiFile | undefined {
    const wanted = method === "GET" ? fileAt(address.host, address.path) : undefined;
    if (!wanted) return undefined;
    const account = accountMeant(authenticate(headers, this.#platform), wanted.accountSid, this.#platform);
    const file = wanted.open(account, this.#platform);
    if (!file) throw notFound(address.path);
    return file;
  }

  async #request(
    { method, address, headers, body }: ApiCall,
    seen: (parameters: Record<string, Json>) => void,
  ) {
    const caller = authenticate(headers, this.#platform);
    const { host, path, query } = address;
    const api = apiOf(host);
    const match = api?.paths.find(path);
    if (!api || !match) throw notFound(path);
    const operation = match.found.operations.get(method);
    if (!operation) throw new TwilioError(20004);
    const { account, place, key } = this.#locate(caller, api, match, operation, path);
    const read = readParameters(
      operation,
      query,
      await readBody(headers, body),
      this.#nouns.get(operation.kind)?.missing,
    );
    seen(read.parameters);
    const request: ApiRequest = {
      operation,
      path,
      query,
      account,
      place,
      key,
      headers,
      ...read,
    };
    return request;
  }

  /** Turns the values in a path into the place of its resources; everything above them must exist. */
  #locate(
    caller: Resource,
    api: Api,
    { found: route, values }: Match<Route>,
    operation: Operation,
    path: string,
  ) {
    const named = route.owners.map((owner, index) => ({ ...owner, value: values[index] ?? "" }));
    const { patterns } = operation;
    if (named.some(({ name, value }) => patterns.get(name)?.test(value) === false)) throw notFound(path);
    const scope =
      api.host === "api.twilio.com" && named[0]?.name === "AccountSid" ? named.shift() : undefined;
    const key = route.keyed ? named.pop()?.value : undefined;
    const account = accountMeant(caller, scope?.value, this.#platform);
    const parents: Record<string, string> = {};
    for (const { name, kind, value } of named) {
      parents[snakeCase(name)] = this.#owner(
        { kind, account: account.key, parents: { ...parents } },
        value,
        api,
        path,
      );
    }
    const place: Place = { kind: route.kind, account: account.key, parents };
    return { account, place, key };
  }

  /** The key of an owner named in a path, by SID or unique name. */
  #owner(place: Place, value: string, api: Api, path: string): string {
    const { store } = this.#platform;
    if (store.get(place, value)) return value;
    const collection = store.collection(place);
    const named = store.where(place.kind, "unique_name", value).find(({ key }) => collection.get(key));
    if (named) return named.key;
    const noun = this.#nouns.get(place.kind);
    // What a noun answers without having it stored (a country) may own others.
    if (api.creatable.has(place.kind) || (noun && !noun.fetch)) throw notFound(path);
    return value;
  }

  #find(request: ApiRequest, noun: Noun | undefined): Resource {
    const found = noun?.fetch ? noun.fetch(request, this.#platform) : generic.find(request, this.#platform);
    return found ?? this.#imagined(request);
  }

  #read(request: ApiRequest, noun: Noun | undefined): Resource {
    const read = this.#lag.read(this.#find(request, noun));
    if (!read) throw notFound(request.path);
    return read;
  }

  /** A resource that is there without anybody having made it (settings, reference data), or a 404. */
  #imagined(request: ApiRequest): Resource {
    const { operation, place, key, path } = request;
    const { sidPrefix } = operation;
    const made = apiOf(operation.host)?.creatable.has(place.kind) || this.#nouns.has(place.kind);
    if (key !== undefined && (made || sidPrefix || /^[A-Z]{2}[0-9a-f]{32}$/i.test(key))) throw notFound(path);
    const now = this.#platform.clock.now();
    return {
      ...place,
      key: key ?? "",
      properties: key === undefined && sidPrefix ? { sid: `${sidPrefix}${"0".repeat(32)}` } : {},
      hidden: {},
      created: now,
      updated: now,
      sequence: 0,
    };
  }

  #findOrMake(request: ApiRequest, noun: Noun | undefined): Resource {
    const found = this.#find(request, noun);
    if (found.sequence > 0) return found;
    return this.#platform.store.add({ ...request.place, key: found.key, properties: found.properties });
  }

  #one(request: ApiRequest, noun: Noun | undefined, resource: Resource): ApiAnswer {
    const headers = noun?.headers?.(resource);
    return {
      status: request.operation.success,
      body: this.#show(request, resource),
      ...(headers && { headers }),
    };
  }

  #show(request: ApiRequest, resource: Resource): Json {
    const { operation, path } = request;
    // Uploads have a host of their own; what they make belongs to their product's.
    const host = `${resource.kind.split("/")[0]}.twilio.com`;
    return shape({
      schema: operation.answer ?? {},
      document: operation.document,
      host,
      resource,
      shown: this.#nouns.get(resource.kind)?.show?.(resource, this.#platform) ?? {},
      instance: apiOf(host)?.instances.get(resource.kind),
      path,
    });
  }

  #list(request: ApiRequest, noun: Noun | undefined): Properties {
    const cursor = readCursor(request);
    const accept = generic.filterOf(request);
    const stored = noun?.list
      ? Collection.of(noun.list(request, this.#platform))
      : this.#platform.store.collection(request.place);
    const collection = this.#lag.active
      ? Collection.of([...stored].flatMap((resource) => this.#lag.listed(resource) ?? []))
      : stored;
    const page = collection.page(cursor.size, {
      ...(cursor.before === undefined ? { skip: cursor.number * cursor.size } : { before: cursor.before }),
      ...(accept && { accept }),
    });
    return writePage(
      request,
      cursor,
      page,
      page.items.map((resource) => this.#show(request, resource)),
    );
  }
}
