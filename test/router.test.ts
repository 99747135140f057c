import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type CallTrace, heard } from "@dialer/emulator";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { FlexAdmin } from "./flex-admin.ts";
import { LiveService } from "./live-service.ts";
import { TestNetwork } from "./network.ts";
import { caller, describeCalls } from "./router-calls.ts";
import { verbs } from "./telephones.ts";

const carrier = "203.0.113.6";
const say = (address: string, destination: string) => ({ address, type: "say", destination });

const placeSchema = z.object({
  domain: z.string(),
  sipDomain: z.string(),
  service: z.string(),
  environment: z.string(),
  memory: z.string(),
});
let network: TestNetwork;
let place: z.infer<typeof placeSchema>;
let ada: FlexAdmin;
let bob: FlexAdmin;
beforeAll(async () => {
  network = await TestNetwork.start();
  network.enable("router");
  network.edit("assets/router/router.json", (text) =>
    text.replace('"flexEnvironment": "prod"', '"flexEnvironment": "stage"'),
  );
  await network.client.flexApi.v1
    .configuration()
    .update({ account_sid: network.emulator.accountSid, ui_attributes: { theme: { dark: true } } });
  await network.up("stage");
  place = placeSchema.parse(await network.system("stage", "router"));
  ada = new FlexAdmin(network, place.domain, "ada");
  bob = new FlexAdmin(network, place.domain, "bob");
});
afterEach(() => {
  network.emulator.parties.clear();
  network.emulator.faults.clear();
});
afterAll(() => network?.close());

/** Calls an address of the router as a carrier does. */
const call = (to: string, address = carrier): Promise<CallTrace> =>
  network.emulator.call({ from: { sip: caller, domain: place.sipDomain, address }, to });

describe("a call", () => {
  it("from a carrier goes where its address leads", async () => {
    const trace = await call("sales");
    expect(trace.legs).toMatchObject([{ to: "sip:sales@pbx.example.org", callerId: caller }]);
  });

  it("to any other address has the default route", async () => {
    expect(heard(await call("+15035559999"))).toEqual(["This number is not in service."]);
  });

  it("from anywhere else is refused", async () => {
    expect(await call("sales", "203.0.113.9")).toMatchObject({ status: "failed", sipResponse: 403 });
  });

  it("hears that the network is out of order when no function answers, or routes are corrupt or lead astray", async () => {
    const router = await LiveService.of(network, "router-stage", "stage");
    const sorry = ["The telephone network is out of order. Please try again later."];
    const evil = { address: "sales", type: "webhook", destination: "https://evil.example.com/" };
    for (const corrupt of ["{", JSON.stringify({ routes: [evil] })]) {
      await router.replace("asset", "/routes.json", corrupt);
      expect(heard(await call("sales"))).toEqual(sorry);
      expect(await ada.ask("check")).toMatchObject({ status: 409, said: { reason: "unreadable" } });
    }
    await router.undeploy();
    const trace = await call("sales");
    expect([heard(trace), verbs(trace).map(({ verb }) => verb)]).toEqual([sorry, ["Say", "Hangup"]]);
    await router.restore();
    expect((await call("sales")).legs).toHaveLength(1);
  });
});

it("Flex is told where the router is, and keeps all else that it was told", async () => {
  const { uiAttributes } = await network.client.flexApi.v1.configuration().fetch();
  expect(uiAttributes).toEqual({
    theme: { dark: true },
    inbound_sip_router: { serverless_functions_domain: place.domain },
  });
});

describe("nobody but an administrator", () => {
  const all = ["list", "update", "update-status", "publish", "history", "undo", "check", "try"];
  const account = `AC${"7".repeat(32)}`;

  it.each([
    ["without a token", () => "", 401, "token"],
    ["with a token that is none", () => "x".repeat(40), 401, "token"],
    [
      "with a token of another account",
      () => network.emulator.flexToken({ roles: ["admin"], account }),
      401,
      "token",
    ],
    [
      "with the token of an agent",
      () => network.emulator.flexToken({ roles: ["agent", "supervisor"] }),
      403,
      "role",
    ],
  ])("%s learns or changes anything", async (_, token, status, reason) => {
    const stranger = new FlexAdmin(network, place.domain, "", token());
    for (const what of all) {
      const answer = await stranger.ask(what, { version: 0, to: "sales" });
      expect([what, answer.status, answer.said.reason]).toEqual([what, status, reason]);
      expect(Object.keys(answer.said).sort()).toEqual(["error", "reason"]);
    }
  });

  it("is let in when Twilio first has too much to do and then fails, and not when it is down", async () => {
    network.emulator.faults.add({ route: "Tokens/validate", status: 429, count: 1 });
    network.emulator.faults.add({ route: "Tokens/validate", status: 503, count: 1 });
    expect((await ada.ask("list")).status).toBe(200);
    network.emulator.faults.add({ route: "Tokens/validate", status: 400 });
    expect(await ada.ask("list")).toMatchObject({ status: 502, said: { reason: "twilio" } });
  });

  it("reads an answer on a page that is not Flex's", async () => {
    const allowed = async (origin: string) =>
      (await ada.ask("list", {}, origin)).headers.get("access-control-allow-origin");
    expect(await allowed("https://flex.twilio.com")).toBe("https://flex.twilio.com");
    expect(await allowed("https://evil.example.com")).toBeNull();
  });
});

describe("an administrator", () => {
  it("begins with the routes of the repository, which are deployed", async () => {
    const { said } = await ada.ask("list");
    expect(said).toMatchObject({ version: 0, deployed: true, data: { routes: [{}, { address: "sales" }] } });
    expect((await ada.ask("publish", { version: 0 })).status).toBe(200);
  });

  it("hears of everything that is wrong with routes, and nothing is saved", async () => {
    const evil = "https://evil.example.com/";
    const routes = [
      say("100", "one"),
      say("100", "two"),
      { address: "sip:x@y", type: "webhook", destination: evil, color: "red" },
      { address: "101", type: "fax", destination: "" },
      {
        address: "102",
        type: "twiml",
        destination: `<Response><Redirect>${evil}</Redirect><Sya/></Response>`,
      },
    ];
    const { status, said } = await ada.ask("update", { version: 0, routes: { routes } });
    expect(status).toBe(400);
    expect(said.problems).toEqual(
      expect.arrayContaining([
        { path: "routes.2.address", message: expect.stringContaining("without sip:") },
        { path: "routes.2.destination", message: expect.stringContaining("evil.example.com") },
        { path: "routes.2.color", message: expect.stringContaining("not known here") },
        { path: "routes.3.type", message: expect.stringContaining("must be one of webhook") },
        { path: "routes.4.destination", message: expect.stringMatching(/Redirect\[0\].*evil.*Sya\[1\]/) },
        { path: "default", message: "is missing; it must be an object" },
      ]),
    );
    for (const wrong of ["", "{", "[]", "5"])
      expect((await ada.ask("update", { version: 0, routes: wrong })).status).toBe(400);
    expect(await ada.version()).toBe(0);
  });

  it("saves, asks for the status, sees what would change, tries it, publishes: and callers hear it", async () => {
    const saved = await ada.save({ routes: [say("100", "one hundred"), say("sales", "closed")] });
    expect(saved).toMatchObject({ status: 200, said: { version: 1, status: "building" } });
    expect(await ada.ask("list")).toMatchObject({
      said: { version: 1, deployed: false, latest: { who: "ada" } },
    });
    expect((await ada.ask("check")).said.changes).toEqual([
      expect.objectContaining({ address: null }),
      expect.objectContaining({ address: "+15035550170", after: null }),
      expect.objectContaining({
        address: "sales",
        before: expect.objectContaining({ type: "dial-sip" }),
        after: { type: "say", destination: "closed" },
      }),
      expect.objectContaining({ address: "100", before: null }),
    ]);
    expect((await ada.ask("try", { to: "sip:sales@x" })).said).toMatchObject({
      address: "sales",
      place: "routes.1",
      route: { type: "say", destination: "closed" },
      twiml: expect.stringContaining("<Say>closed</Say>"),
    });
    expect((await call("sales")).legs).toHaveLength(1);
    expect(await ada.built()).toBe("completed");
    expect(await ada.ask("publish", { version: 1 })).toMatchObject({ status: 200 });
    expect(await ada.ask("update-status", { version: 1 })).toMatchObject({ said: { status: "deployed" } });
    expect(heard(await call("sales"))).toEqual(["closed"]);
  });

  it("tries and checks what is not saved yet", async () => {
    const routes = { routes: [say("100", "one hundred"), say("sales", "closed")], default: say("", "x") };
    const draft = { ...routes, default: { type: "say", destination: "a new word" } };
    expect((await ada.ask("try", { to: "nobody", routes: draft })).said).toMatchObject({
      place: "default",
      twiml: expect.stringContaining("a new word"),
    });
    expect((await ada.ask("check", { routes: draft })).said.changes).toMatchObject([{ address: null }]);
    expect((await ada.ask("try", { routes: draft })).status).toBe(400);
    expect((await ada.ask("check", { routes })).status).toBe(400);
  });

  it("may ask with JSON as well as with a form", async () => {
    const draft = { routes: [say("100", "as JSON")], default: { type: "say", destination: "x" } };
    const Token = network.emulator.flexToken({ roles: ["admin"] });
    const answer = await fetch(`${network.emulator.url}/${place.domain}/admin/try`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ Token, to: "100", routes: draft }),
    });
    expect(await answer.json()).toMatchObject({ place: "routes.0", route: { destination: "as JSON" } });
  });

  it("whose version is not the latest is told that it changed, and by whom; a replay as well", async () => {
    const routes = { routes: [], default: { type: "say", destination: "mine" } };
    for (const [what, parameters] of [
      ["update", { version: 0, routes }],
      ["publish", { version: 0 }],
      ["update-status", { version: 0 }],
      ["undo", { version: 0, to: 0 }],
      ["update", { version: 7, routes }],
    ] as const) {
      expect(await ada.ask(what, parameters)).toMatchObject({
        status: 409,
        said: { reason: "changed", latest: { number: 1, who: "ada" } },
      });
    }
    expect(await ada.version()).toBe(1);
  });

  it("cannot publish what is not built yet", async () => {
    const { delays } = network.emulator.platform;
    const { build } = delays;
    delays.build = 60_000;
    await ada.save({ routes: [say("100", "two")] });
    const { status, said } = await ada.ask("publish", { version: 2 });
    expect([status, said.reason]).toEqual([409, "building"]);
    delays.build = build;
    expect(await ada.built()).toBe("completed");
  });

  it("waits while another one publishes, which is not the same as a change; but not for ever", async () => {
    const refused = await bob.save({ routes: [say("100", "three")] });
    expect(refused).toMatchObject({
      status: 409,
      said: { reason: "publishing", latest: { number: 2, who: "ada" } },
    });
    const items = network.client.sync.v1.services(place.memory).syncMaps("versions").syncMapItems;
    const { data } = await items("0000000002").fetch();
    await items("0000000002").update({ data: { ...data, when: "2026-01-01T00:00:00.000Z" } });
    expect((await bob.save({ routes: [say("100", "three")] })).status).toBe(200);
    await bob.built();
    expect((await bob.ask("publish", { version: 3 })).status).toBe(200);
    expect(heard(await call("100"))).toEqual(["three"]);
  });

  it("and another one who save at once: one is saved, the other is told, and nothing is lost", async () => {
    for (let round = 0; round < 2; round++) {
      const version = await ada.version();
      const routes = (who: string) => ({
        routes: [say("100", `${who} ${round}`)],
        default: { type: "say", destination: "x" },
      });
      const both = await Promise.all(
        [ada, bob].map((each, index) =>
          each.ask("update", { version, routes: routes(index ? "bob" : "ada") }),
        ),
      );
      expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
      expect(both.find(({ status }) => status === 409)?.said.reason).toBe("changed");
      const winner = both[0]?.status === 200 ? ada : bob;
      const { said } = await winner.ask("list");
      expect(said).toMatchObject({
        version: version + 1,
        data: routes(winner === ada ? "ada" : "bob"),
        latest: { who: winner === ada ? "ada" : "bob" },
      });
      await winner.built();
      const published = await Promise.all(
        [ada, bob].map((each) => each.ask("publish", { version: version + 1 })),
      );
      expect(published.map(({ status }) => status)).toEqual([200, 200]);
    }
  });

  it("sees who saved and published what, looks at a version, and goes back to it as a new one", async () => {
    const { said } = await bob.ask("history");
    const versions = z
      .array(z.looseObject({ number: z.number(), who: z.string(), when: z.iso.datetime() }))
      .parse(said.versions);
    expect(versions.map(({ number, who }) => [number, who]).slice(-4)).toEqual([
      [3, "bob"],
      [2, "ada"],
      [1, "ada"],
      [0, "the stack"],
    ]);
    expect(versions.at(-3)).not.toHaveProperty("published");
    expect(versions.at(-3)).toEqual(versions.find(({ number }) => number === 2));
    expect(versions.find(({ number }) => number === 1)).toMatchObject({ published: { who: "ada" } });
    expect(said.deployed).toBe(versions[0]?.number);
    expect((await bob.ask("history", { before: 2 })).said.versions).toMatchObject([
      { number: 1 },
      { number: 0 },
    ]);
    expect((await bob.ask("history", { of: 1 })).said).toMatchObject({
      data: { routes: [{}, { address: "sales" }] },
    });
    expect((await bob.ask("history", { of: 99 })).status).toBe(404);

    const version = await bob.version();
    const undone = await bob.ask("undo", { version, to: 0 });
    expect(undone).toMatchObject({
      status: 200,
      said: { version: version + 1, latest: { undoes: 0, who: "bob" } },
    });
    await bob.built();
    await bob.ask("publish", { version: version + 1 });
    expect((await call("sales")).legs).toMatchObject([{ to: "sip:sales@pbx.example.org" }]);
  });

  it("has what was saved built when the build could not be started at once", async () => {
    network.emulator.faults.add({ method: "POST", route: "/Builds$", status: 503, count: 1 });
    const { status, said } = await ada.save({ routes: [say("100", "late")] });
    expect(status).toBe(200);
    expect(await ada.built()).toBe("completed");
    expect((await ada.ask("publish", { version: said.version ?? 0 })).status).toBe(200);
    expect(heard(await call("100"))).toEqual(["late"]);
  });

  it("has published even if that cannot be written down, which is made up for", async () => {
    const { said } = await ada.save({ routes: [say("100", "live")] });
    expect(await ada.built()).toBe("completed");
    network.emulator.faults.add({ method: "POST", route: "/versions/Items/", status: 503, skip: 1 });
    expect(await ada.ask("publish", { version: said.version ?? 0 })).toMatchObject({
      status: 200,
      said: { status: "deployed" },
    });
    expect(heard(await call("100"))).toEqual(["live"]);
    const latest = async () => (await bob.ask("history")).said.versions as { published?: { who: string } }[];
    expect((await latest())[0]).not.toHaveProperty("published");
    network.emulator.faults.clear();
    expect(await bob.ask("list")).toMatchObject({ said: { latest: { published: { who: "ada" } } } });
    expect((await latest())[0]).toMatchObject({ published: { who: "ada" } });
  });

  it("is not said to have published what Twilio did not deploy", async () => {
    const { said } = await ada.save({ routes: [say("100", "never")] });
    expect(await ada.built()).toBe("completed");
    network.emulator.faults.add({ method: "POST", route: "/Deployments$", status: 400 });
    expect((await ada.ask("publish", { version: said.version ?? 0 })).status).toBe(502);
    network.emulator.faults.clear();
    expect((await bob.ask("list")).said).not.toHaveProperty("latest.published");
    expect(heard(await call("100"))).toEqual(["live"]);
  });

  it("can keep thousands of routes", async () => {
    const many = Array.from({ length: 3_000 }, (_, index) => ({
      address: `+1503${String(5_550_000 + index * 7_919).slice(-7)}`,
      comment: `customer ${(index * 7_919) % 104_729}`,
      type: "dial-sip",
      destination: `sip:desk-${(index * 104_729) % 7_919}@pbx.example.org`,
    }));
    await ada.publish({ routes: many });
    expect((await ada.ask("list")).said).toMatchObject({ deployed: true, data: { routes: many } });
    const { address = "", destination } = many[2_345] ?? {};
    expect((await call(address)).legs).toMatchObject([{ to: destination }]);
  });
});

describeCalls(() => ({ network, domain: place.domain, admin: ada, call }));

it("an up leaves what is published alone, and what is saved is published beside its functions", async () => {
  await ada.publish({ routes: [say("100", "published")] });
  await ada.save({ routes: [say("100", "saved")] });
  await ada.built();
  network.edit("assets/router/router.json", (text) =>
    text.replace("https://flex.twilio.com", "https://flex.example.org"),
  );
  network.edit("assets/router/routes.json", (text) => text.replace("not in service", "no longer in service"));
  await network.up("stage");
  expect(heard(await call("100"))).toEqual(["published"]);

  expect(await ada.built()).toBe("completed");
  expect((await ada.ask("publish", { version: await ada.version() })).status).toBe(200);
  expect(heard(await call("100"))).toEqual(["saved"]);
  const { headers } = await ada.ask("list", {}, "https://flex.example.org");
  expect(headers.get("access-control-allow-origin")).toBe("https://flex.example.org");
});

it("the operator's command shows what is published, and writes it into the repository", async () => {
  const stage = ["-s", "stage"];
  expect(await network.dialer("routes", "show", ...stage)).toMatch(
    /^100 +say saved\nall others +say otherwise\n$/,
  );
  await expect(network.dialer("routes", "diff", ...stage)).rejects.toMatchObject({
    code: 1,
    stdout: expect.stringMatching(
      /^all others: say .* → say otherwise\n.*sales: dial-sip .* → none\n.*100: none/s,
    ),
  });
  expect(await network.dialer("routes", "pull", ...stage)).toMatch(
    /: version \d+, one route, saved by ada at /,
  );
  const file = readFileSync(join(network.workspace.directory, "assets/router/routes.json"), "utf8");
  expect(JSON.parse(file)).toEqual({
    $schema: "./routes.schema.json",
    routes: [say("100", "saved")],
    default: { type: "say", destination: "otherwise" },
  });
});

it("a token that has expired lets nobody in", async () => {
  network.emulator.clock.advance(3_600_000);
  for (const what of ["list", "update", "try"])
    expect((await ada.ask(what, { version: 0 })).status).toBe(401);
});
