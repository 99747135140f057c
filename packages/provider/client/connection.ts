import { Buffer } from "node:buffer";
import Module, { createRequire } from "node:module";
import type RequestClient from "twilio/lib/base/RequestClient.js";
import type Twilio from "twilio/lib/rest/Twilio.js";
import type { Transport } from "./transport.ts";

/** Who asks, and through which part of Twilio's network. */
export interface Credentials {
  accountSid: string;
  /** The account's SID or an API key's. */
  username: string;
  /** The auth token or the API key's secret. */
  password: string;
  region?: string | undefined;
  edge?: string | undefined;
}

/** The most that a page of a list can hold. */
export const PAGE_SIZE = 1000;

/** The official client, for one operation. */
export type TwilioClient = Twilio;

const require = createRequire(import.meta.url);
let OfficialClient: typeof Twilio | undefined;

/**
 * Loaded when Twilio is first asked: most previews ask for nothing. The client brings axios and jsonwebtoken along, a tenth of
 * a second and 130 files, for the HTTP that it does where it is given no `httpClient`. Those wait until somebody in this
 * process lets it.
 */
function loadOfficialClient(): typeof Twilio {
  const http = require.resolve("twilio/lib/base/RequestClient.js");
  if (require.cache[http] !== undefined) return require("twilio/lib/rest/Twilio.js");
  const exports = {
    __esModule: true,
    get default() {
      return require(http);
    },
  };
  require.cache[http] = Object.assign(new Module(http), { loaded: true, exports });
  try {
    return require("twilio/lib/rest/Twilio.js");
  } finally {
    delete require.cache[http];
  }
}

/** Makes the official client of one operation: its requests go through the shared transport and end with the signal. */
export function connect(transport: Transport, credentials: Credentials, signal: AbortSignal): TwilioClient {
  OfficialClient ??= loadOfficialClient();
  return new OfficialClient(credentials.username, credentials.password, {
    accountSid: credentials.accountSid,
    // An empty text keeps the client from looking into the environment, which configuration has already done.
    region: credentials.region ?? "",
    edge: credentials.edge ?? "",
    httpClient: through(transport, signal),
    userAgentExtensions: ["pulumi-twilio"],
  });
}

/**
 * Sends what the official client asks for through the transport. The client asks its `httpClient` for nothing else; one of its
 * own kind would bring a connection pool with it, and read the CA bundle, for every operation.
 */
function through(transport: Transport, signal: AbortSignal): RequestClient {
  const request: RequestClient["request"] = async <TData>(
    options: RequestOptions,
  ): Promise<ClientResponse<TData>> => {
    const url = new URL(options.uri);
    for (const [name, value] of fields(options.params)) url.searchParams.append(name, value);
    const body = encode(options.data, options.headers);
    const credentials = Buffer.from(`${options.username}:${options.password}`).toString("base64");
    const response = await transport.exchange(
      {
        method: options.method.toUpperCase(),
        url,
        headers: {
          ...options.headers,
          Authorization: `Basic ${credentials}`,
          ...(body === undefined ? {} : { "Content-Length": String(Buffer.byteLength(body)) }),
        },
        body,
        // Bytes are an upload: the version of a function or asset.
        ...(Buffer.isBuffer(body) ? { kind: "repeatable", timeoutMs: 120_000 } : {}),
      },
      signal,
    );
    return { statusCode: response.status, body: parse(response.body) as TData, headers: response.headers };
  };
  return { request } as RequestClient;
}

type OfficialRequest = RequestClient["request"];
type RequestOptions = Parameters<OfficialRequest>[0];
type ClientResponse<TData> = Omit<Awaited<ReturnType<OfficialRequest>>, "body"> & { body: TData };

function encode(data: unknown, headers: RequestOptions["headers"]): string | Buffer | undefined {
  if (data === undefined || Buffer.isBuffer(data)) return data;
  if (typeof data !== "object" || data === null)
    throw new TypeError("a request body must be a form, JSON or bytes");
  const type = Object.entries(headers ?? {}).find(([name]) => name.toLowerCase() === "content-type");
  if (type?.[1] === "application/json") return JSON.stringify(data);
  return new URLSearchParams(fields(data)).toString();
}

/** A JSON answer as its value; anything else as it is. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** The fields of a form; a list becomes the same field again and again. */
function fields(data: object | undefined): [string, string][] {
  return Object.entries(data ?? {}).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value])
      .filter((item) => item !== undefined)
      .map((item): [string, string] => [name, String(item)]),
  );
}
