import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { type Agent, request } from "node:http";
import { request as requestSecurely } from "node:https";
import type { Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { checkServerIdentity, connect as connectSecurely, createServer } from "node:tls";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Emulator, type ProxyEnvironment, startEmulator } from "../index.ts";
import { Site } from "../testing/deploy.ts";
import { Authority } from "./authority.ts";

let emulator: Emulator;
let environment: ProxyEnvironment;
let ca: string;

beforeAll(async () => {
  emulator = await startEmulator({ buildMs: 0 });
  environment = await emulator.proxyEnvironment();
  ca = await readFile(environment.NODE_EXTRA_CA_CERTS, "utf8");
});
afterAll(() => emulator.close());

/** Asks the proxy for a tunnel: the status and the socket, or the body of a refusal. */
function tunnel(target: string): Promise<{ status: number; socket: Socket; body: string }> {
  return new Promise((resolve, reject) => {
    const asked = request(emulator.url, { method: "CONNECT", path: target });
    asked.on("error", reject);
    asked.on("connect", async ({ statusCode: status = 0 }, socket, head) => {
      const body = status === 200 ? "" : head + (await text(socket));
      resolve({ status, socket: socket as Socket, body });
    });
    asked.end();
  });
}

/** Opens TLS to a host through a tunnel. */
async function secure(host: string) {
  const { socket } = await tunnel(`${host}:443`);
  const opened = connectSecurely({ socket, servername: host, ca, checkServerIdentity });
  await new Promise((resolve, reject) => opened.once("secureConnect", resolve).once("error", reject));
  return opened;
}

/** GETs an address over a connection. */
async function get(path: string, host: string, connection: Socket, agent?: Agent) {
  const credentials = btoa(`${emulator.accountSid}:${emulator.authToken}`);
  return new Promise<{ status: number; body: string }>((resolve, reject) => {
    const asked = requestSecurely(
      {
        path,
        host,
        agent,
        createConnection: () => connection,
        headers: { authorization: `Basic ${credentials}` },
      },
      async (answer) => resolve({ status: answer.statusCode ?? 0, body: await text(answer) }),
    );
    asked.on("error", reject).end();
  });
}

describe("a tunnel", () => {
  test.each([
    "api.twilio.com",
    "api.dublin.ie1.twilio.com",
    "serverless.twilio.com",
    "serverless-upload.twilio.com",
    "lab-1234-test.twil.io",
  ])("to %s ends here, with a certificate of its own", async (host) => {
    const connection = await secure(host);
    expect(connection.authorized).toBe(true);
    const { status } = await get("/2010-04-01/nothing.json", host, connection);
    expect(status).toBe(404);
  });

  test("carries several requests", async () => {
    const connection = await secure("api.twilio.com");
    const path = `/2010-04-01/Accounts/${emulator.accountSid}.json`;
    const ask = () =>
      new Promise<string>((resolve) => {
        connection.once("data", (data) => resolve(String(data)));
        const credentials = btoa(`${emulator.accountSid}:${emulator.authToken}`);
        connection.write(
          `GET ${path} HTTP/1.1\r\nHost: api.twilio.com\r\nAuthorization: Basic ${credentials}\r\n\r\n`,
        );
      });
    expect([await ask(), await ask()].map((answer) => answer.slice(0, 15))).toEqual([
      "HTTP/1.1 200 OK",
      "HTTP/1.1 200 OK",
    ]);
    connection.destroy();
  });

  test.each([
    ["example.com:443", /example\.com is refused/],
    ["twilio.com.example.com:443", /is refused/],
    ["127.0.0.1:22", /is refused/],
    ["api.twilio.com:22", /ports 443 and 80 only/],
    ["", /is refused/],
  ])("to %s is refused", async (target, why) => {
    const { status, body } = await tunnel(target);
    expect(status).toBe(403);
    expect(body).toMatch(why);
  });

  test("serves deployed domains", async () => {
    const site = await Site.open(emulator, "tunnelled");
    await site.deploy({
      functions: [
        {
          path: "/hello",
          content: "exports.handler = (context, event, callback) => callback(null, event.name)",
        },
      ],
    });
    const { body } = await get("/hello?name=you", site.domain, await secure(site.domain));
    expect(body).toBe("you");
  });
});

test("plain requests to a proxy reach the same hosts and no others", async () => {
  const ask = (target: string) =>
    new Promise<{ status: number; body: string }>((resolve, reject) => {
      request(emulator.url, { path: target }, async (answer) =>
        resolve({ status: answer.statusCode ?? 0, body: await text(answer) }),
      )
        .on("error", reject)
        .end();
    });
  expect((await ask("http://api.twilio.com/2010-04-01/Accounts.json")).status).toBe(401);
  expect(await ask("http://example.com/x")).toEqual({
    status: 403,
    body: expect.stringContaining("example.com"),
  });
  expect((await ask(`${emulator.url}/emulator/faults`)).status).toBe(200);
});

describe("with its two variables set", () => {
  const run = async (program: string) => {
    const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", program], {
      env: {
        PATH: process.env.PATH,
        SID: emulator.accountSid,
        TOKEN: emulator.authToken,
        ...environment,
      },
      cwd: import.meta.dirname,
    });
    return stdout.trim();
  };

  test("Node's own fetch takes it for Twilio", async () => {
    const program = `
      const headers = { authorization: "Basic " + btoa(process.env.SID + ":" + process.env.TOKEN) };
      const answer = await fetch("https://api.twilio.com/2010-04-01/Accounts.json", { headers });
      console.log((await answer.json()).accounts[0].sid);`;
    expect(await run(program)).toBe(emulator.accountSid);
  });

  test("the official client takes it for Twilio", async () => {
    const program = `
      import twilio from "twilio";
      const client = twilio(process.env.SID, process.env.TOKEN, { region: "ie1", edge: "dublin" });
      const made = await client.sip.domains.create({ domainName: "tunnel.sip.twilio.com" });
      console.log((await client.sip.domains(made.sid).fetch()).domainName);`;
    expect(await run(program)).toBe("tunnel.sip.twilio.com");
  });
});

describe("an authority", () => {
  test("is kept in its folder, for its owner only, and opened again", async () => {
    const folder = await mkdtemp(join(tmpdir(), "authority-"));
    try {
      const first = await Authority.open(folder);
      const certificate = await readFile(first.certificateFile, "utf8");
      await Authority.open(folder);
      expect(await readFile(first.certificateFile, "utf8")).toBe(certificate);
      const modes = ["authority.pem", "authority-key.pem"].map(
        async (name) => (await stat(join(folder, name))).mode & 0o777,
      );
      expect(await Promise.all(modes)).toEqual([0o600, 0o600]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test("vouches for nobody but Twilio", async () => {
    const folder = await mkdtemp(join(tmpdir(), "authority-"));
    try {
      const authority = await Authority.open(folder);
      const server = createServer({
        SNICallback: (_name, answer) => answer(null, authority.contextFor("example.com")),
      });
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      const { port } = server.address() as { port: number };
      const trusted = await readFile(authority.certificateFile, "utf8");
      const opened = connectSecurely({ host: "127.0.0.1", port, servername: "example.com", ca: trusted });
      const [error] = await new Promise<unknown[]>((resolve) => {
        opened
          .once("error", (...reason) => resolve(reason))
          .once("secureConnect", () => resolve(["trusted"]));
      });
      expect(error).toMatchObject({ message: expect.stringContaining("permitted subtree violation") });
      opened.destroy();
      server.close();
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
