import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";
import { addressOf, elsewhere, isDeployedDomain } from "./address.ts";
import type { ApiGateway } from "./api-gateway.ts";
import { notFound } from "./errors.ts";

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
  headers: IncomingHttpHeaders;
  body: Buffer;
}) => Promise<HttpAnswer>;

/** What the server hands its requests to. */
export interface Gateways {
  /** Answers Twilio's API hosts. */
  api: ApiGateway;
  /** Answers `https://<domain>.twil.io/...`. */
  functions: Gateway;
  /** Answers the emulator's own paths. */
  own: Gateway;
}

/** Bodies beyond this are refused: Twilio takes assets of 25 MB. */
const largestBody = 32 * 1024 * 1024;

/**
 * Serves everything over HTTP, on this machine only.
 * @param port a free one when 0
 * @throws when the port is taken
 */
export async function serve(gateways: Gateways, port: number): Promise<{ server: Server; url: string }> {
  const server = createServer((request, response) => {
    answer(gateways, request, response).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else send(response, plain(500, `The emulator failed: ${String(error)}`));
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

async function answer(gateways: Gateways, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = "GET", headers, url: target = "/" } = request;
  if (!URL.canParse(target, "http://emulator")) return send(response, plain(400, `${target} is no URL`));
  const body = await readAll(request);
  if (body === undefined) return send(response, plain(413, "The body is larger than 32 MB"));
  const address = addressOf(target, headers.host);
  if (address && "elsewhere" in address) return send(response, plain(403, elsewhere(address.elsewhere)));
  if (!address) {
    const url = new URL(target, "http://emulator");
    return send(response, await gateways.own({ method, headers, body, url }));
  }
  if (isDeployedDomain(address.host)) {
    const url = new URL(`https://${address.host}${address.path}${address.search}`);
    return send(response, await gateways.functions({ method, headers, body, url }));
  }
  const answered = await gateways.api.answer({ method, address, headers, body });
  if (answered) send(response, answered);
  else response.destroy();
}

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

function send(response: ServerResponse, { status, headers, body }: HttpAnswer): void {
  response.writeHead(status, { ...headers, "Content-Length": Buffer.byteLength(body) });
  response.end(response.req.method === "HEAD" ? undefined : body);
}

const plain = (status: number, body: string): HttpAnswer => ({
  status,
  headers: { "Content-Type": "text/plain; charset=utf-8" },
  body: `${body}\n`,
});

/** For gateways that serve nothing. */
export const nothingHere: Gateway = async ({ url }) => {
  const { status, body } = notFound(url.pathname);
  return { status, headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
};
