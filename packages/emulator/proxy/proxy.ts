import { mkdtemp, rm } from "node:fs/promises";
import type { IncomingMessage, Server } from "node:http";
import type { Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Duplex } from "node:stream";
import { TLSSocket } from "node:tls";
import { elsewhere, isEmulated } from "../rest/address.ts";
import type { Authority } from "./authority.ts";

/** What a process needs to reach the emulator under Twilio's own addresses. */
export interface ProxyEnvironment {
  HTTPS_PROXY: string;
  HTTP_PROXY: string;
  NO_PROXY: string;
  /** The authority's certificate, for Node. */
  NODE_EXTRA_CA_CERTS: string;
  /** The same for what stands on OpenSSL, and for Go. */
  SSL_CERT_FILE: string;
  /** The same for curl and Python's requests, which put these first. */
  CURL_CA_BUNDLE: string;
  REQUESTS_CA_BUNDLE: string;
  /** Makes Node's own `fetch` and `https` heed the proxy. */
  NODE_USE_ENV_PROXY: "1";
}

/**
 * Makes a server a proxy for Twilio's hosts: `CONNECT api.twilio.com:443` opens a tunnel that ends in the server itself,
 * with a certificate of its own authority. It leads nowhere else.
 */
export class TwilioProxy {
  readonly #server: Server;
  readonly #folder: string | undefined;
  #temporary: string | undefined;
  #authority: Promise<Authority> | undefined;
  readonly #tunnels = new Set<Duplex>();

  /** @param folder where the authority is kept; a temporary one when left out */
  constructor(server: Server, folder: string | undefined) {
    this.#server = server;
    this.#folder = folder;
    server.on("connect", (request, socket, head) => {
      // A client that went away is none of ours to mourn.
      socket.on("error", () => socket.destroy());
      this.#connect(request, socket, head).catch((error: unknown) => refuse(socket, 502, String(error)));
    });
  }

  /** The variables that lead a process here; makes the authority if there is none yet. */
  async environment(url: string): Promise<ProxyEnvironment> {
    const { certificateFile } = await this.#open();
    return {
      HTTPS_PROXY: url,
      HTTP_PROXY: url,
      NO_PROXY: "127.0.0.1,localhost",
      NODE_EXTRA_CA_CERTS: certificateFile,
      SSL_CERT_FILE: certificateFile,
      CURL_CA_BUNDLE: certificateFile,
      REQUESTS_CA_BUNDLE: certificateFile,
      NODE_USE_ENV_PROXY: "1",
    };
  }

  /** Ends all tunnels and removes what was only for this run. */
  async close(): Promise<void> {
    for (const socket of this.#tunnels) socket.destroy();
    if (this.#temporary) await rm(this.#temporary, { recursive: true, force: true });
  }

  /** Made when first asked for: most tests need none. */
  #open(): Promise<Authority> {
    this.#authority ??= this.#make();
    return this.#authority;
  }

  async #make(): Promise<Authority> {
    const { Authority } = await import("./authority.ts");
    const folder = this.#folder ?? (await mkdtemp(join(tmpdir(), "twilio-authority-")));
    if (!this.#folder) this.#temporary = folder;
    return Authority.open(folder);
  }

  async #connect({ url = "" }: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const [host = "", port = "443"] = url.toLowerCase().split(":");
    if (!isEmulated(host)) return refuse(socket, 403, elsewhere(host));
    if (port !== "443" && port !== "80")
      return refuse(socket, 403, `${host} has ports 443 and 80 only, not ${port}`);
    const authority = port === "443" ? await this.#open() : undefined;
    socket.write("HTTP/1.1 200 Connection Established\r\n\r\n");
    if (head.length > 0) socket.unshift(head);
    const inner = authority
      ? new TLSSocket(socket as Socket, {
          isServer: true,
          // Whoever names no other host means the one it was connected to.
          secureContext: authority.contextFor(host),
          ALPNProtocols: ["http/1.1"],
          SNICallback: (name, answer) =>
            answer(null, authority.contextFor(isEmulated(name.toLowerCase()) ? name.toLowerCase() : host)),
        })
      : socket;
    this.#tunnels.add(inner);
    inner.on("error", () => inner.destroy());
    inner.once("close", () => {
      this.#tunnels.delete(inner);
      socket.destroy();
    });
    this.#server.emit("connection", inner);
  }
}

function refuse(socket: Duplex, status: 403 | 502, why: string): void {
  const body = `${why}\n`;
  socket.end(
    `HTTP/1.1 ${status} ${status === 403 ? "Forbidden" : "Bad Gateway"}\r\n` +
      "Content-Type: text/plain; charset=utf-8\r\nConnection: close\r\n" +
      `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}
