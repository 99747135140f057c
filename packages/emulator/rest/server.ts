import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { Faults } from "../faults/faults.ts";
import type { Platform } from "../platform.ts";
import type { Json } from "../store/index.ts";
import { type Address, addressOf, isDeployedDomain } from "./address.ts";
import type { RestApi } from "./api.ts";
import { type ErrorCode, errorCodes } from "./error-codes.ts";
import { notFound, TwilioError } from "./errors.ts";
import { type JournalEntry, withoutSecrets } from "./journal.ts";

/** A plain HTTP answer. */
export interface HttpAnswer {
  status: number;
  headers: Record<string, string | string[]>;
  body: string | Buffer;
}

/** Something that answers requests: a deployed domain, the emulator's own paths. */
export type Gateway = (request: {
  method: string;
  url: URL;
  headers: IncomingMessage["headers"];
  body: Buffer;
}) => Promise<HttpAnswer>;

/** What the server hands its requests to. */
export interface Parts {
  platform: Platform;
  api: RestApi;
  faults: Faults;
  /** Answers `https://<domain>.twil.io/...`. */
  functions: Gateway;
  /** Answers the emulator's own paths. */
  own: Gateway;
  journal: JournalEntry[];
  /** Milliseconds that each API request takes at least. */
  latencyMs: number;
}

/** Bodies beyond this are refused: Twilio takes assets of 25 MB. */
const largestBody = 32 * 1024 * 1024;

/** Serves everything over HTTP, on this machine only. */
export async function serve(parts: Parts, port: number): Promise<{ server: Server; url: string }> {
  const server = createServer((request, response) => {
    answer(parts, request, response).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else send(response, { status: 500, headers: {}, body: `The emulator failed: ${String(error)}\n` });
    });
  });
  // Clients that send many requests in a row must not run into a connection that closes under them.
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const { port: taken } = server.address() as AddressInfo;
  return { server, url: `http://127.0.0.1:${taken}` };
}

async function answer(parts: Parts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = "GET", headers, url: target = "/" } = request;
  const address = addressOf(target, headers.host);
  const body = await readAll(request);
  if (body === undefined) {
    return send(response, { status: 413, headers: {}, body: "The body is larger than 32 MB\n" });
  }
  if (!address)
    return send(
      response,
      await parts.own({ method, headers, body, url: new URL(target, "http://emulator") }),
    );
  if (isDeployedDomain(address.host)) {
    const url = new URL(`https://${address.host}${address.path}${search(address)}`);
    return send(response, await parts.functions({ method, headers, body, url }));
  }
  return answerApi(parts, address, request, body, response);
}

const search = ({ query }: Address) => (query.size > 0 ? `?${query}` : "");

async function readAll(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > largestBody) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function answerApi(
  { platform, api, faults, journal, latencyMs }: Parts,
  address: Address,
  { method = "GET", headers, socket }: IncomingMessage,
  body: Buffer,
  response: ServerResponse,
): Promise<void> {
  const { host, path, query } = address;
  const entry: JournalEntry = {
    time: platform.clock.now(),
    method,
    host,
    path,
    query: Object.fromEntries(query),
    parameters: {},
    status: 0,
  };
  journal.push(entry);
  const fault = faults.next(method, host + path);
  if (latencyMs > 0) await sleep(latencyMs);
  if (fault?.delayMs) await sleep(fault.delayMs);
  if (fault?.drop === "before") return void socket.destroy();
  let status: number;
  let json: Json | undefined;
  try {
    if (fault?.status && !fault.effect) throw new TwilioError(codeOf(fault.status));
    const done = await api.handle({ method, address, headers, body }, (parameters) => {
      entry.parameters = withoutSecrets(path, parameters);
    });
    if (fault?.status) throw new TwilioError(codeOf(fault.status));
    status = done.status;
    json = done.body;
  } catch (error) {
    if (!(error instanceof TwilioError)) throw error;
    status = fault?.status ?? error.status;
    json = { ...error.body, status };
    entry.code = error.code;
  }
  if (fault?.drop === "after") return void socket.destroy();
  entry.status = status;
  send(response, {
    status,
    headers: {
      "content-type": "application/json",
      "twilio-request-id": platform.random.sid("RQ"),
      "twilio-concurrent-requests": "1",
      ...(status === 401 && { "www-authenticate": 'Basic realm="Twilio API"' }),
      ...fault?.headers,
    },
    body: json === undefined ? "" : JSON.stringify(json),
  });
}

/** Twilio's code for a status that a fault asks for. */
function codeOf(status: number): ErrorCode {
  const found = Object.entries(errorCodes).find(([, known]) => known.status === status)?.[0];
  return (found ? Number(found) : 20500) as ErrorCode;
}

function send(response: ServerResponse, { status, headers, body }: HttpAnswer): void {
  response.writeHead(status, { ...headers, "content-length": Buffer.byteLength(body) });
  response.end(response.req.method === "HEAD" ? undefined : body);
}

/** For gateways that serve nothing. */
export const nothingHere: Gateway = async ({ url }) => {
  const { status, body } = notFound(url.pathname);
  return { status, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
};
