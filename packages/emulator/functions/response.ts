import type { FunctionAnswer } from "./messages.ts";

type HeaderValue = string | number | (string | number)[];

/** `Twilio.Response`: https://www.twilio.com/docs/serverless/functions-assets/functions/invocation#construct-a-response */
export class Response {
  #status = 200;
  #body: unknown = null;
  readonly #headers = new Map<string, { name: string; value: HeaderValue }>();
  readonly #cookies = new Map<string, string>();

  constructor(options: { statusCode?: number; body?: unknown; headers?: Record<string, HeaderValue> } = {}) {
    if (options.statusCode !== undefined) this.#status = options.statusCode;
    if (options.body !== undefined) this.#body = options.body;
    if (options.headers) this.setHeaders(options.headers);
  }

  setStatusCode(status: number): this {
    this.#status = status;
    return this;
  }

  setBody(body: unknown): this {
    this.#body = body;
    return this;
  }

  setHeaders(headers: Record<string, HeaderValue>): this {
    for (const [name, value] of Object.entries(headers))
      this.#headers.set(name.toLowerCase(), { name, value });
    return this;
  }

  appendHeader(name: string, value: HeaderValue): this {
    const before = this.#headers.get(name.toLowerCase());
    const values = before ? [before.value, value].flat() : value;
    this.#headers.set(name.toLowerCase(), { name: before?.name ?? name, value: values });
    return this;
  }

  setCookie(key: string, value: string, attributes: string[] = []): this {
    this.#cookies.set(key, [`${key}=${value}`, ...attributes].join(";"));
    return this;
  }

  removeCookie(key: string): this {
    return this.setCookie(key, "", ["Max-Age=0"]);
  }

  /** The answer as it goes over the wire. */
  serialize(): FunctionAnswer {
    const headers: FunctionAnswer["headers"] = {};
    for (const { name, value } of this.#headers.values()) {
      headers[name] = Array.isArray(value) ? value.map(String) : String(value);
    }
    if (this.#cookies.size > 0) headers["Set-Cookie"] = [...this.#cookies.values()];
    const { type, body } = encode(this.#body);
    if (type && !this.#headers.has("content-type")) headers["Content-Type"] = type;
    return { status: this.#status, headers, body };
  }
}

const twiml = /^(Voice|Messaging|Fax)Response\d*$/;

/** Is this what a TwiML builder of any version of the `twilio` package makes? */
const isTwiml = (value: object) => twiml.test(value.constructor?.name ?? "");

function encode(body: unknown): { type?: string; body: Uint8Array } {
  if (body === null || body === undefined) return { body: new Uint8Array() };
  if (body instanceof Uint8Array) return { type: "application/octet-stream", body };
  if (typeof body !== "object") return { type: "text/plain; charset=utf-8", body: Buffer.from(String(body)) };
  if (isTwiml(body)) return { type: "text/xml; charset=utf-8", body: Buffer.from(String(body)) };
  return { type: "application/json", body: Buffer.from(JSON.stringify(body)) };
}

/** What a function hands its callback, as an answer. */
export function answerOf(result: unknown): FunctionAnswer {
  return (result instanceof Response ? result : new Response({ body: result })).serialize();
}

/** What went wrong in a function, as an answer: 500 with the error as JSON, or the text that was given for one. */
export function failureOf(error: unknown): FunctionAnswer {
  const { message, name, stack } = asError(error);
  const body = error instanceof Error ? { message, name, stack } : error;
  return new Response({ statusCode: 500, body: body ?? "" }).serialize();
}

/** Whatever was thrown, as an error. */
export const asError = (thrown: unknown): Error =>
  thrown instanceof Error ? thrown : new Error(String(thrown));
