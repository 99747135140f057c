import type { Buffer } from "node:buffer";
import { readFileSync } from "node:fs";
import type { Agent, IncomingHttpHeaders } from "node:http";

// Imported, they would bring Node's WebSocket and with it all of undici: fifty milliseconds of every start.
const http = process.getBuiltinModule("node:http");
const https = process.getBuiltinModule("node:https");

/** A request, ready to be sent as often as needed. */
export interface HttpRequest {
  method: string;
  url: URL;
  headers: Readonly<Record<string, string>>;
  body?: string | Buffer | undefined;
  timeoutMs: number;
  /** Gives up waiting for the answer. */
  signal?: AbortSignal | undefined;
}

export interface HttpResponse {
  status: number;
  headers: Readonly<Record<string, string | undefined>>;
  body: string;
}

/** Sends one request once. Throws {@link Broken} when no whole answer came. */
export type Send = (request: HttpRequest) => Promise<HttpResponse>;

/** A way to send, until it is closed. */
export interface ConnectionPool {
  send: Send;
  close(): void;
}

/** No answer came. */
export class Broken extends Error {
  override readonly name = "Broken";
  /** Whether the server may have seen the request. */
  readonly sent: boolean;
  constructor(message: string, sent: boolean) {
    super(message);
    this.sent = sent;
  }
}

const NEVER_CONNECTED = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "ENETUNREACH", "EHOSTUNREACH"]);

/**
 * Makes a sender with one pool of kept-alive connections, no more than `maxConnections` at once. Honours the proxy
 * variables of the environment and Twilio's TWILIO_CA_BUNDLE.
 */
export function connectionPool(maxConnections: number, environment: NodeJS.ProcessEnv): ConnectionPool {
  const options = { keepAlive: true, maxSockets: maxConnections, proxyEnv: environment };
  const bundle = environment.TWILIO_CA_BUNDLE;
  const plain = new http.Agent(options);
  const secure = new https.Agent({ ...options, ...(bundle ? { ca: readFileSync(bundle) } : {}) });
  return {
    send: (request) => sendOnce(request, request.url.protocol === "http:" ? plain : secure),
    close() {
      plain.destroy();
      secure.destroy();
    },
  };
}

function sendOnce(request: HttpRequest, agent: Agent): Promise<HttpResponse> {
  const { request: open } = request.url.protocol === "http:" ? http : https;
  return new Promise((resolve, reject) => {
    const outgoing = open(request.url, {
      agent,
      method: request.method,
      headers: request.headers,
      signal: request.signal,
    });
    outgoing.setTimeout(request.timeoutMs, () =>
      outgoing.destroy(new Broken(`no answer within ${request.timeoutMs / 1000} seconds`, true)),
    );
    outgoing.on("error", (error: NodeJS.ErrnoException) =>
      reject(
        error instanceof Broken ? error : new Broken(error.message, !NEVER_CONNECTED.has(error.code ?? "")),
      ),
    );
    outgoing.on("response", (incoming) => {
      incoming.setEncoding("utf8");
      let body = "";
      incoming.on("data", (chunk: string) => {
        body += chunk;
      });
      incoming.on("error", (error) => reject(new Broken(error.message, true)));
      incoming.on("end", () =>
        resolve({ status: incoming.statusCode ?? 0, headers: flat(incoming.headers), body }),
      );
    });
    outgoing.end(request.body);
  });
}

function flat(headers: IncomingHttpHeaders): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : value]),
  );
}
