import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A request that a webhook sent. */
export interface PageRequest {
  method: string;
  path: string;
  /** Path and query, as they were asked for. */
  target: string;
  /** As it came. */
  body: string;
  params: Record<string, string>;
  signature: string | undefined;
}

/** A web server of somebody who uses Twilio. */
export interface Pages {
  url: string;
  requests: PageRequest[];
  close(): void;
}

/** TwiML, or what makes it from a request. */
export type PageAnswer = string | ((request: PageRequest) => string | Promise<string>);

/** Serves TwiML by path on this machine; for an emulator with `allowLocalWebhooks`. */
export async function servePages(pages: Record<string, PageAnswer>): Promise<Pages> {
  const requests: PageRequest[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://pages");
    const body = Buffer.concat(chunks).toString();
    const seen: PageRequest = {
      method: request.method ?? "",
      path: pathname,
      target: request.url ?? "/",
      body,
      params: Object.fromEntries([...searchParams, ...new URLSearchParams(body)]),
      signature: request.headers["x-twilio-signature"]?.toString(),
    };
    requests.push(seen);
    const page = pages[pathname];
    if (page === undefined) return void response.writeHead(404).end();
    const twiml = typeof page === "string" ? page : await page(seen);
    response.writeHead(200, { "content-type": "text/xml" }).end(twiml);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
