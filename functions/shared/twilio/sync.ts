import * as z from "zod/mini";
import type { Context } from "../runtime/runtime.ts";
import { type ApiRequest, TwilioRefusal, twilioApi } from "./api.ts";

/** The Sync service that belongs to the environment. */
const variables = z.object({ SYNC_SERVICE_SID: z.string() });
const answer = z.lazy(() => z.object({ data: z.unknown(), revision: z.string() }));
const page = z.lazy(() =>
  z.object({ items: z.array(z.object({ key: z.string(), data: z.unknown(), revision: z.string() })) }),
);

/** What stands in Sync, and in which revision: who writes it back says which one they changed. */
export interface Revised<T> {
  data: T;
  revision: string;
}

/**
 * State that changes while the network runs, in Twilio Sync.
 *
 * Nothing is lost when two change the same thing at once: the second one to write is refused.
 * Documents are named `Documents/<name>`, items of a map `Maps/<map>/Items/<key>`.
 * {@link https://www.twilio.com/docs/sync/api}
 */
export class Sync {
  readonly #context: Context;
  readonly #service: string;
  readonly #signal: AbortSignal | undefined;

  /**
   * @param signal ends all of it; left out: each request has its own patience
   * @throws if the environment has no Sync service
   */
  constructor(context: Context, signal?: AbortSignal) {
    this.#context = context;
    this.#signal = signal;
    this.#service = `https://sync.twilio.com/v1/Services/${variables.parse(context).SYNC_SERVICE_SID}`;
  }

  /** What stands there; nothing if there is no such thing. */
  async read<T>(name: string, schema: z.ZodMiniType<T>): Promise<Revised<T> | undefined> {
    try {
      const { data, revision } = answer.parse(await this.#ask(name));
      return { data: schema.parse(data), revision };
    } catch (error) {
      if (error instanceof TwilioRefusal && error.status === 404) return undefined;
      throw error;
    }
  }

  /**
   * Writes what has not changed since it was read.
   * @returns whether it was written: if not, somebody else has changed it meanwhile
   */
  write<T>(name: string, data: T, revision: string): Promise<boolean> {
    const parameters = { Data: JSON.stringify(data) };
    return this.#attempt(name, { method: "POST", parameters, headers: { "If-Match": revision } }, 412);
  }

  /**
   * Adds an item to a map.
   * @param ttl seconds after which Twilio removes it; left out: it stays
   * @returns whether it was added: if not, there is one with this key already
   */
  add<T>(map: string, key: string, data: T, ttl?: number): Promise<boolean> {
    const parameters = { Key: key, Data: JSON.stringify(data), ...(ttl && { ItemTtl: String(ttl) }) };
    return this.#attempt(`Maps/${map}/Items`, { method: "POST", parameters }, 409);
  }

  /** Makes sure that a map has a key; repeated if it fails, as that does no harm. */
  async note(map: string, key: string): Promise<void> {
    const parameters = { Key: key, Data: "{}" };
    await this.#attempt(`Maps/${map}/Items`, { method: "POST", parameters, harmless: true }, 409);
  }

  /** Removes an item or a document; one that is gone already is none. */
  async remove(name: string): Promise<void> {
    await this.#attempt(name, { method: "DELETE" }, 404);
  }

  /**
   * The last items of a map, last first, at most 100.
   * @param before the key before which they stand; left out: the end of the map
   */
  async newest<T>(
    map: string,
    schema: z.ZodMiniType<T>,
    count: number,
    before?: string,
  ): Promise<Revised<T>[]> {
    const parameters = {
      Order: "desc",
      PageSize: String(count),
      ...(before && { From: before, Bounds: "exclusive" }),
    };
    const { items } = page.parse(await this.#ask(`Maps/${map}/Items`, { parameters }));
    return items.map(({ data, revision }) => ({ data: schema.parse(data), revision }));
  }

  /** The first keys of a map, in their order: at most 100. */
  async keys(map: string): Promise<string[]> {
    const parameters = { Order: "asc", PageSize: "100" };
    return page.parse(await this.#ask(`Maps/${map}/Items`, { parameters })).items.map(({ key }) => key);
  }

  #ask(name: string, request?: ApiRequest): Promise<unknown> {
    return twilioApi(this.#context, `${this.#service}/${name}`, { ...request, signal: this.#signal });
  }

  async #attempt(name: string, request: ApiRequest, refusal: number): Promise<boolean> {
    try {
      await this.#ask(name, request);
      return true;
    } catch (error) {
      if (error instanceof TwilioRefusal && error.status === refusal) return false;
      throw error;
    }
  }
}
