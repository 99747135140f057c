import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import aws4 from "aws4";
import { SMTPServer } from "smtp-server";
import twilio from "twilio";
import type { TestNetwork } from "./network.ts";

/** A relay and a storage as the pager's environment has them, on this machine. */

export interface Relay {
  port: number;
  /** What it has taken, as text with its headers. */
  mails: string[];
  close(): Promise<void>;
}

/** An SMTP relay that takes mail from who signs in. */
export async function startRelay(user: string, password: string): Promise<Relay> {
  const mails: string[] = [];
  const server = new SMTPServer({
    disabledCommands: ["STARTTLS"],
    allowInsecureAuth: true,
    onAuth: (given, _, callback) =>
      given.username === user && given.password === password
        ? callback(null, { user })
        : callback(new Error("who is that?")),
    onData: (stream, _, callback) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        mails.push(Buffer.concat(chunks).toString());
        callback();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.server.address() as AddressInfo;
  return { port, mails, close: () => new Promise((resolve) => server.close(resolve)) };
}

export interface Storage {
  url: string;
  /** What it keeps, by path. */
  files: Map<string, Buffer>;
  close(): Promise<void>;
}

/** Storage that speaks as S3 does, and keeps only what is signed with its keys (Signature Version 4). */
export async function startStorage(accessKeyId: string, secretAccessKey: string): Promise<Storage> {
  const files = new Map<string, Buffer>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const genuine =
        request.headers.authorization === signatureOf(request, { accessKeyId, secretAccessKey });
      if (genuine && request.method === "PUT" && request.url) files.set(request.url, Buffer.concat(chunks));
      response.writeHead(genuine ? 200 : 403).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()));
  return { url: `http://127.0.0.1:${port}`, files, close };
}

/** The header that a request should have had, by another implementation than the one that made it. */
function signatureOf(
  request: IncomingMessage,
  keys: { accessKeyId: string; secretAccessKey: string },
): string {
  const { method, url: path, headers, socket } = request;
  const [, signed = ""] = /SignedHeaders=([^,]+)/.exec(headers.authorization ?? "") ?? [];
  const [, region = ""] = /Credential=[^/]+\/\d+\/([^/]+)\//.exec(headers.authorization ?? "") ?? [];
  const named = Object.fromEntries(signed.split(";").map((name) => [name, String(headers[name])]));
  const host = `127.0.0.1:${socket.localPort}`;
  const again = aws4.sign({ host, method, path, service: "s3", region, headers: named }, keys);
  return String(again.headers?.Authorization);
}

/** Tells a function beside the one that answers a number what Twilio tells it, signed; gives the status of its answer. */
export async function tellSigned(
  network: TestNetwork,
  phoneNumber: string,
  path: string,
  params: Record<string, string>,
): Promise<number> {
  const [number] = await network.client.incomingPhoneNumbers.list({ phoneNumber });
  const { host } = new URL(number?.voiceUrl ?? "");
  const { url, authToken } = network.emulator;
  const signature = twilio.getExpectedTwilioSignature(authToken, `https://${host}${path}`, params);
  const headers = { "X-Twilio-Signature": signature };
  const body = new URLSearchParams(params);
  return (await fetch(`${url}/${host}${path}`, { method: "POST", headers, body })).status;
}
