import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type CallTrace, heard } from "@dialer/emulator";
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { z } from "zod";
import { peopleFile } from "../dialplan/people.ts";
import { connected, house, refused } from "./emergency-calls.ts";
import { LiveService } from "./live-service.ts";
import { TestNetwork } from "./network.ts";
import { dialled, Telephones, told } from "./telephones.ts";

const corner = "+15035550101";
const domain = "direct-futel-prod.sip.twilio.com";
const noService = "This number is not in service.";

/** Phones of every kind, beside those of the project. */
const more = {
  web: {
    callerId: "workshop",
    context: "member",
    emergency: "registered",
    sipParameters: { transport: "wss" },
  },
  lobby: {
    callerId: "+15035550120",
    context: "street",
    emergency: "relay",
    register: false,
    sipHost: "pbx.example.org",
    sipPort: 5061,
    sipParameters: { transport: "tls" },
    sipHeaders: { "X-Location": "2nd floor" },
  },
  bell: {
    callerId: "+15035550121",
    address: "corner-house",
    context: "street",
    emergency: "registered",
    canCall: false,
  },
  desk: {
    callerId: "+15035550123",
    context: "street",
    emergency: "relay",
    person: "8",
    device: { registerExpiry: 600, traceLevel: "debug" },
  },
  payphone: { callerId: "+15035550122", context: "street", emergency: "relay", canBeCalled: false },
  beta: {
    environment: "stage",
    callerId: "demo",
    context: "street",
    emergency: "registered",
    sipParameters: { transport: "wss" },
  },
};

/** People, one of whom has a phone of her own. */
const directory = {
  prefix: "p",
  defaults: {
    callerId: "main",
    context: "street",
    emergency: { refuse: "Softphones, which may be anywhere." },
    register: false,
    sipHost: "sip.example.org",
    sipPort: 5061,
    sipHeaders: { "X-Location": "desk" },
  },
  people: [
    { id: "7", name: "Ada" },
    { id: "8", name: "Grace" },
  ],
};

let network: TestNetwork;
let phones: Telephones;
let dialer: LiveService;
let password: string;
let cornersOwn: string;
beforeAll(async () => {
  network = await TestNetwork.start();
  network.edit("assets/dialer/clients.json", (text) => {
    const file = JSON.parse(text);
    return JSON.stringify({ ...file, clients: { ...file.clients, ...more } });
  });
  writeFileSync(join(network.workspace.directory, peopleFile), JSON.stringify(directory));
  await network.up("stage", "prod");
  password = await passwordOf("prod", "web");
  cornersOwn = (await network.phones("prod")).corner?.password ?? "";
  phones = await Telephones.register(network, "prod");
  dialer = await LiveService.of(network, "dialer", "prod");
});
afterEach(async () => {
  network.emulator.parties.clear();
  await dialer.restore();
});
afterAll(() => network.close());

/** Asks for a browser's token with its extension and password, as its page does. */
async function ask(extension: string, password: string, { domainName } = dialer) {
  const authorization = `Basic ${btoa(`${extension}:${password}`)}`;
  return fetch(`${network.emulator.url}/${domainName}/token`, { headers: { authorization } });
}

const answer = z.object({ identity: z.string(), token: z.string(), expires: z.number() });

/** The password of a browser, as the stack's outputs say. */
async function passwordOf(stack: string, extension: string): Promise<string> {
  const accounts = z.record(z.string(), z.object({ token: z.url(), password: z.string().min(40) }));
  return accounts.parse(await network.output(stack, "webPhones"))[extension]?.password ?? "";
}

async function tokenOf(...args: Parameters<typeof ask>): Promise<string> {
  const response = await ask(...args);
  expect(response.status).toBe(200);
  return answer.parse(await response.json()).token;
}

/** Dials on the browser's page, which may add what it likes. */
async function dialOnPage(to: string, params: Record<string, string> = {}): Promise<CallTrace> {
  return network.emulator.call({ from: { token: await tokenOf("web", password) }, to, params });
}

describe("a browser", () => {
  it("has a token and no SIP credential; who has not its password has no token", async () => {
    const [list] = await network.client.sip.credentialLists.list();
    const credentials = await network.client.sip.credentialLists(list?.sid ?? "").credentials.list();
    expect(credentials.map(({ username }) => username)).toEqual(
      expect.arrayContaining(["corner", "lobby", "bell"]),
    );
    expect(credentials.map(({ username }) => username)).not.toContain("web");
    for (const [name = "", wrong = ""] of [
      ["web", "wrong"],
      ["web", ""],
      ["corner", cornersOwn],
      ["", ""],
      ["corner", password],
    ])
      expect((await ask(name, wrong)).status).toBe(401);
    expect((await fetch(`${network.emulator.url}/${dialer.domainName}/token`)).status).toBe(401);
    const given = await ask("web", password);
    expect(given.headers.get("cache-control")).toBe("no-store");
    expect(answer.parse(await given.json())).toMatchObject({ identity: "web", expires: 3_600 });
  });

  it("calls out by the same dial plan as every phone", async () => {
    expect(dialled(await dialOnPage("5035551212"))).toEqual(["+15035551212 as +15035550102"]);
    expect(dialled(await dialOnPage("+1 503 555 0101"))).toEqual([`sip:corner@${domain} as +15035550102`]);
    expect(told(await dialOnPage("9005551212"))).toEqual([
      "Numbers of this kind cannot be called from this telephone.",
    ]);
    expect(told(await dialOnPage("011442071234567"))).toEqual([
      "Numbers in this country cannot be called from this telephone.",
    ]);
  });

  it("is called by its name, together with the phones whose number it shares", async () => {
    const token = await tokenOf("web", password);
    network.emulator.phones.register({ token, script: "answers after 1 rings" });
    for (const extension of ["workshop", "attic"])
      network.emulator.parties.script(`sip:${extension}@${domain}`, "answers after 5 rings");
    const { legs } = await phones.callIn("+15035550102");
    expect(legs.map(({ to, status }) => `${to} ${status}`)).toEqual([
      `sip:workshop@${domain} canceled`,
      `sip:attic@${domain} canceled`,
      "client:web completed",
    ]);
  });

  it("calls 911 with the number registered where it is, even when the dialer is down", async () => {
    const from = { token: await tokenOf("web", password) };
    const call = async () => connected(await network.emulator.call({ from, to: "911" }));
    expect(await call()).toEqual(["911", "+15035550102", house]);
    await dialer.undeploy();
    expect(await call()).toEqual(["911", "+15035550102", house]);
  });

  it("of stage does not call 911, not even when the dialer is down", async () => {
    const stage = await LiveService.of(network, "dialer", "stage");
    const token = await tokenOf("beta", await passwordOf("stage", "beta"), stage);
    const refused = /This is a test telephone/;
    expect(told(await network.emulator.call({ from: { token }, to: "911" }))[0]).toMatch(refused);
    onTestFinished(() => stage.restore());
    await stage.undeploy();
    expect(told(await network.emulator.call({ from: { token }, to: "911" }))[0]).toMatch(refused);
  });

  it("cannot have help sent to where another phone is, whatever its page adds to a call", async () => {
    for (const name of ["SipUsername", "extension", "From"])
      for (const other of ["library", "corner", "gallery", "nobody"]) {
        const trace = await dialOnPage("911", { [name]: other });
        expect(connected(trace), `${name}=${other}`).toEqual(["911", "+15035550102", house]);
      }
  });

  it("cannot pass for another phone, whatever its page adds to a call", async () => {
    const setUp = "This telephone is not set up correctly.";
    const forgeries: Record<string, string>[] = [
      { SipUsername: "corner" },
      { extension: "corner" },
      { From: "client:corner" },
      { From: "sip:corner@x" },
    ];
    for (const params of forgeries)
      expect(dialled(await dialOnPage("5035551212", params))).toEqual(["+15035551212 as +15035550102"]);
    expect(told(await dialOnPage("", { number: "9005551212" }))).toHaveLength(1);
    expect(told(await phones.dial("corner", "5035551212", { claimedFrom: "client:web" }))).toEqual([setUp]);
  });
});

describe("a phone that does not register", () => {
  const own = "sip:lobby@pbx.example.org:5061;transport=tls";

  it("is called at its own host, with its port, transport and headers", async () => {
    const leg = { to: own, sipHeaders: { "X-Location": "2nd floor" }, status: "completed" };
    expect((await phones.callIn("+15035550120")).legs).toMatchObject([leg]);
    expect((await phones.dial("corner", "5035550120")).legs).toMatchObject([{ ...leg, callerId: corner }]);
  });

  it("calls with its credential all the same", async () => {
    expect(dialled(await phones.dial("lobby", "5035551212"))).toEqual(["+15035551212 as +15035550120"]);
  });
});

describe("a person in the directory", () => {
  it("has a phone with the directory's settings and a password of its own, unless one is theirs already", async () => {
    const accounts = await network.phones("prod");
    expect(Object.keys(accounts).filter((extension) => /^p\d/.test(extension))).toEqual(["p7"]);
    const passwords = Object.values(accounts).map(({ password }) => password);
    expect(new Set(passwords).size).toBe(passwords.length);
    expect(accounts.p7).toMatchObject({ username: "p7", callerId: "+15035550100" });
  });

  it("calls and is refused like every phone", async () => {
    expect(dialled(await phones.dial("p7", "5035551212"))).toEqual(["+15035551212 as +15035550100"]);
    expect(refused(await phones.dial("p7", "911"))[0]).toMatch(/cannot call emergency services/);
    expect(told(await phones.dial("p7", "9005551212"))[0]).toMatch(/^Numbers of this kind/);
    const { legs } = await phones.dial("desk", "5035551212");
    expect(legs).toMatchObject([{ callerId: "+15035550123" }]);
  });
});

it("what a phone is to be set up with is told beside its password", async () => {
  const told = z.record(z.string(), z.object({ device: z.unknown() }));
  const { library, desk } = told.parse(await network.output("prod", "clients"));
  expect(library?.device).toEqual({ registerExpiry: 3_600, registerInterval: 30, traceLevel: "error" });
  expect(desk?.device).toEqual({ registerExpiry: 600, registerInterval: 30, traceLevel: "debug" });
});

describe("a phone that may not", () => {
  it("call hears so, but for emergency calls", async () => {
    for (const digits of ["5035551212", "5035550101", "211", "988", "#", "0"])
      expect(told(await phones.dial("bell", digits))).toEqual(["Calls cannot be made from this telephone."]);
    expect(connected(await phones.dial("bell", "911"))).toEqual(["911", "+15035550121", house]);
    expect((await phones.callIn("+15035550121")).legs).toMatchObject([{ to: `sip:bell@${domain}` }]);
  });

  it("be called is not: callers hear that the number is not in service", async () => {
    expect(heard(await phones.callIn("+15035550122"))).toEqual([noService]);
    expect(told(await phones.dial("corner", "5035550122"))).toEqual([noService]);
    expect(dialled(await phones.dial("payphone", "5035551212"))).toEqual(["+15035551212 as +15035550122"]);
  });
});
