import { type Fault, heard, type MessageTrace } from "@dialer/emulator";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { TestNetwork } from "./network.ts";
import { describePages } from "./pager-acknowledged.ts";
import { type Relay, type Storage, startRelay, startStorage, tellSigned } from "./pager-stand-ins.ts";

const pager = "+15035550131";
const texts = "+15035550132";
const [ada, grace, linus] = ["+15035550181", "+15035550182", "+15035550183"];
const caller = "+12065550144";
const message = "presses 1, leaves a message of 12 s";

let network: TestNetwork;
let relay: Relay;
let storage: Storage;
beforeAll(async () => {
  relay = await startRelay("pager", "mail-password-of-the-test");
  storage = await startStorage("storage-key", "storage-secret-of-the-test");
  network = await TestNetwork.start();
  network.enable("pager", {
    SMTP_USER: "pager",
    SMTP_PASSWORD: "mail-password-of-the-test",
    S3_ENDPOINT: storage.url,
    S3_BUCKET: "pages",
    S3_ACCESS_KEY_ID: "storage-key",
    S3_SECRET_ACCESS_KEY: "storage-secret-of-the-test",
  });
  network.edit("assets/pager/pager.json", (text) =>
    text
      .replace('"smtp.example.org"', '"127.0.0.1"')
      .replace('"port": 587', `"port": ${relay.port}, "security": "none"`)
      .replace('"session_lifetime"', '"page_until": "delivered", "session_lifetime"'),
  );
  await network.up("stage", "prod");
});
afterEach(() => {
  network.emulator.parties.clear();
  network.emulator.faults.clear();
});
afterAll(async () => {
  await Promise.all([relay?.close(), storage?.close(), network?.close()]);
});

/** What the pager's own number has sent since a moment: `who: text (sounds)`. */
async function sent() {
  const all = await network.client.messages.list({ from: texts });
  return all.map(({ sid, to, body, numMedia, status }) => ({ sid, to, body, numMedia, status }));
}
async function during<T>(work: () => Promise<T>) {
  const before = new Set((await sent()).map(({ sid }) => sid));
  const result = await work();
  await network.emulator.settled();
  const messages = (await sent()).filter(({ sid }) => !before.has(sid)).reverse();
  return { result, messages };
}
const page = (script = message) => network.emulator.call({ from: caller, to: pager, script });
const text = (from: string, body: string, to = texts): Promise<MessageTrace> =>
  network.emulator.sms({ from, to, body });
const answers = async (from: string, body: string, to = texts) =>
  (await text(from, body, to)).replies.map((reply) => reply.body);

describe("a caller", () => {
  it("presses a key, leaves a message, and hears how long it is; who is on call gets it with its sound", async () => {
    const { result: trace, messages } = await during(() => page());
    expect(heard(trace).join(" ")).toMatch(/press any key.*after the tone.*message of 1\d seconds/);
    expect(messages).toMatchObject([{ to: ada, numMedia: "1", status: "delivered" }]);
    expect(messages[0]?.body).toMatch(
      /^Page from \+12065550144 at \d{4}-\d\d-\d\d \d\d:\d\d UTC, 1\d s\. https:\/\/pager-\d+-prod\.twil\.io\/sound\?/,
    );
  });

  it("who presses nothing pages nobody", async () => {
    const { result: trace, messages } = await during(() => page("hangs up after 60 s"));
    expect(heard(trace).at(-1)).toBe("Nobody has been paged. Goodbye.");
    expect(messages).toEqual([]);
  });

  it("who says nothing is asked again, twice, and pages nobody", async () => {
    const { result: trace, messages } = await during(() => page("presses 1"));
    expect(
      heard(trace).filter((said) => said.startsWith("Nothing was recorded. Please try again")),
    ).toHaveLength(2);
    expect(heard(trace).at(-1)).toBe("Nothing was recorded, and nobody has been paged. Goodbye.");
    expect(messages).toEqual([]);
  });

  it("whose recording is empty is asked again, and pages once with what is said then", async () => {
    const script = "presses 1, leaves a message of 0 s, leaves a message of 12 s";
    const { result: trace, messages } = await during(() => page(script));
    const said = heard(trace);
    expect(said.filter((each) => each.startsWith("Nothing was recorded. Please try again"))).toHaveLength(1);
    expect(said.at(-1)).toMatch(/^Your message of 1\d seconds goes to the person on call now/);
    expect(messages).toMatchObject([{ to: ada }]);
  });

  it.each([
    ["0", "completed"],
    ["12", "absent"],
    ["12", "failed"],
  ])("pages nobody with a recording of %s s that is %s", async (RecordingDuration, RecordingStatus) => {
    const RecordingSid = `RE${"0".repeat(32)}`;
    const { messages } = await during(async () => {
      const told = { RecordingSid, RecordingStatus, RecordingDuration };
      expect(await tell("/recording", told)).toBe(200);
    });
    expect(messages).toEqual([]);
  });

  it("of the number for texts hears that it takes no calls", async () => {
    const trace = await network.emulator.call({ from: caller, to: texts });
    expect(heard(trace)).toEqual(["This number takes no calls. Goodbye."]);
  });
});

describe("a page", () => {
  it("whose sound is larger than carriers take is a text with the link", async () => {
    const { messages } = await during(() => page("presses 1, leaves a message of 290 s"));
    expect(messages).toMatchObject([
      { to: ada, numMedia: "0", status: "delivered", body: expect.stringContaining("/sound?") },
    ]);
  });

  it("is mailed with its sound, and kept with its record", async () => {
    const [mails, files] = [relay.mails.length, storage.files.size];
    await during(() => page());
    const [mail = ""] = relay.mails.slice(mails);
    expect(mail).toMatch(/^To: oncall@example\.org$/m);
    expect(mail).toMatch(/^Subject: Page from \+12065550144 at/m);
    expect(mail).toMatch(/^Content-Type: audio\/mpeg; name="?.*\.mp3"?$/m);
    const kept = [...storage.files].slice(files);
    expect(kept.map(([path]) => path.replace(/\d(?=.*\.)/g, "0")).sort()).toEqual([
      "/pages/recordings/0000-00-00T00-00-00.000Z.json",
      "/pages/recordings/0000-00-00T00-00-00.000Z.mp3",
    ]);
    const record = kept.find(([path]) => path.endsWith(".json"))?.[1].toString() ?? "";
    expect(JSON.parse(record)).toMatchObject({
      caller,
      oncall_user: "ada",
      recording: expect.stringMatching(/^RE/),
    });
  });

  it("is made once for each recording, however often Twilio tells of it", async () => {
    const { messages } = await during(() => page());
    const [recording] = await network.client.recordings.list({ limit: 1 });
    const again = await during(async () => {
      const params = {
        RecordingSid: recording?.sid ?? "",
        RecordingStatus: "completed",
        RecordingDuration: "12",
      };
      for (let time = 0; time < 3; time++) expect(await tell("/recording", params)).toBe(200);
    });
    expect([messages.length, again.messages.length]).toEqual([1, 0]);
  });

  it.each<[string, Fault]>([
    ["before it has begun", { route: "/recording$", status: 500, count: 2 }],
    ["when all is done", { route: "/recording$", status: 500, effect: true, count: 2 }],
    [
      "when it has only written the page down",
      { method: "POST", route: "/pages/Items$", status: 500, effect: true, count: 1 },
    ],
    [
      "before it has written down whom it told",
      { method: "POST", route: "/pages/Items/RE", status: 500, count: 1 },
    ],
  ])("is made once when the function dies %s", async (_, fault) => {
    network.emulator.faults.add(fault);
    const { messages } = await during(() => page());
    expect(messages).toMatchObject([{ to: ada, numMedia: "1", status: "delivered" }]);
  });

  it.each<[string, Fault]>([
    ["does not answer", { route: "sync.twilio.com", status: 400 }],
    ["takes nothing", { route: "sync.twilio.com", method: "POST", status: 500 }],
  ])("is told to everybody, once, when the pager's memory %s", async (_, fault) => {
    const mails = relay.mails.length;
    network.emulator.faults.add(fault);
    const { messages } = await during(() => page());
    expect(messages.map(({ to }) => to).sort()).toEqual([ada, grace, linus]);
    expect(messages[0]?.body).toMatch(/^TO ALL, .* Page from \+12065550144 at .*\/sound\?/);
    expect(relay.mails.slice(mails).filter((mail) => /^Subject: TO ALL, /m.test(mail))).toHaveLength(1);
  });

  it("is made even if Twilio can say nothing of the call in which it was left", async () => {
    network.emulator.faults.add({ method: "GET", route: "/Calls/", status: 400 });
    const { messages } = await during(() => page());
    expect(messages).toMatchObject([{ to: ada, body: expect.stringContaining(caller) }]);
  });

  it("goes on to the next member wherever a function dies on the way", async () => {
    network.emulator.parties.script(ada, "failed");
    for (const fault of [
      ...[0, 1, 2].map((skip) => ({ method: "POST", route: "/pages/Items/RE", effect: true, skip })),
      { route: "/(delivery|call-ended)$" },
      { route: "/(delivery|call-ended)$", effect: true },
    ]) {
      network.emulator.faults.add({ ...fault, status: 500, count: 1 });
      const { messages } = await during(() => page());
      expect(messages.map(({ to, numMedia, status }) => [to, numMedia, status])).toEqual([
        [ada, "1", "undelivered"],
        [ada, "0", "undelivered"],
        [grace, "1", "delivered"],
      ]);
      network.emulator.faults.clear();
    }
  });

  it("goes to the next member when the first cannot be reached by message, link or call", async () => {
    network.emulator.parties.script(ada, "failed");
    const { messages } = await during(() => page());
    expect(messages.map(({ to, numMedia, status }) => [to, numMedia, status])).toEqual([
      [ada, "1", "undelivered"],
      [ada, "0", "undelivered"],
      [grace, "1", "delivered"],
    ]);
    const calls = await network.client.calls.list({ to: ada });
    expect(calls.map(({ status }) => status)).toContain("failed");
  });

  it("is taken in a call with a key when no text can be sent, and nobody else is told", async () => {
    network.emulator.faults.add({ method: "POST", route: "/Messages.json", status: 400 });
    network.emulator.parties.script(ada, "presses 1");
    const before = (await network.client.calls.list()).length;
    await during(() => page());
    const calls = (await network.client.calls.list()).slice(0, -before);
    expect(calls.filter(({ direction }) => direction === "outbound-api").map(({ to }) => to)).toEqual([ada]);
    const call = calls.find(({ to }) => to === ada);
    const trace = await network.emulator.trace(call?.sid ?? "");
    expect(heard(trace).join(" ")).toMatch(/To take it, press one\..*Thank you\. The page is yours\./);
  });

  it("is tried with everybody three times, and then given up loudly", async () => {
    for (const phone of [ada, grace, linus]) network.emulator.parties.script(phone ?? "", "failed");
    const mails = relay.mails.length;
    const { messages } = await during(() => page());
    expect(messages).toHaveLength(3 * 3 * 2);
    expect(relay.mails.slice(mails).some((mail) => /^Subject: NOBODY ANSWERED: /m.test(mail))).toBe(true);
  });

  it("whose relay and storage are down reaches its member all the same", async () => {
    const { close } = relay;
    await close();
    relay = await startRelay("nobody", "else");
    const { messages } = await during(() => page());
    expect(messages).toMatchObject([{ to: ada, status: "delivered" }]);
  });
});

describe("the link to a sound", () => {
  it("gives the sound to whoever has it, and to nobody who changes it", async () => {
    const { messages } = await during(() => page());
    const link = new URL(/https:\S+/.exec(messages[0]?.body ?? "")?.[0] ?? "");
    const get = (url: URL) => fetch(`${network.emulator.url}/${url.host}${url.pathname}${url.search}`);
    const answer = await get(link);
    expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "audio/mpeg"]);
    expect((await answer.arrayBuffer()).byteLength).toBeGreaterThan(100);
    for (const [name, value] of [
      ["recording", `RE${"0".repeat(32)}`],
      ["expires", "9999999999999"],
      ["signature", "AAAA"],
      ["signature", ""],
    ] as const) {
      const other = new URL(link);
      other.searchParams.set(name, value);
      expect((await get(other)).status).toBe(404);
    }
  });
});

describe("a member", () => {
  it("asks who is on call, looks at the team, and gets help", async () => {
    expect(await answers(grace ?? "", "who")).toEqual(["Ada is on call (+15035550181)."]);
    expect(await answers(grace ?? "", " LOOK ")).toEqual([
      "On call: Ada. Not taken yet.\n* Ada +15035550181\nGrace +15035550182\nLinus +15035550183",
    ]);
    for (const body of ["HALP", "what?", ""])
      expect(await answers(grace ?? "", body)).toEqual([
        expect.stringMatching(/^WHO: .*\nTAKE: .*\nLOOK: .*\nHALP: /),
      ]);
  });

  it("who writes to the pager's number is told the right one", async () => {
    expect(await answers(grace ?? "", "WHO", pager)).toEqual([`Wrong number. Send commands to ${texts}.`]);
  });

  it("takes the pager, once it is confirmed; the former one and a test page say so", async () => {
    expect(await answers(grace ?? "", "C")).toEqual(["There is nothing to confirm. Send TAKE first."]);
    expect(await answers(grace ?? "", "take")).toEqual([
      "Take the pager from Ada? Send C to confirm or X to cancel within 300 seconds.",
    ]);
    expect(await answers(grace ?? "", "X")).toEqual(["Cancelled. Nothing was changed."]);
    expect(await answers(grace ?? "", "C")).toEqual(["There is nothing to confirm. Send TAKE first."]);
    await text(grace ?? "", "TAKE");
    const { result, messages } = await during(() => answers(grace ?? "", "c"));
    expect(result).toEqual(["You are on call now."]);
    expect(messages.map(({ to, body }) => [to, body]).sort()).toEqual(
      [
        [ada, "Grace has taken the pager from you."],
        [grace, "TEST PAGE: this is how the pager reaches you."],
        [grace, "You are on call now."],
      ].sort(),
    );
    expect((await during(() => page())).messages.map(({ to }) => to)).toEqual([grace]);
    expect(await answers(ada ?? "", "LOOK")).toEqual([
      expect.stringMatching(/^On call: Grace\. Taken 20.*Z by Grace\./),
    ]);
  });

  it("cannot take it twice at once: one wins, the other is told, and the log has one change", async () => {
    const log = (await audit()).length;
    await Promise.all([text(ada ?? "", "TAKE"), text(linus ?? "", "TAKE")]);
    const replies = await Promise.all([answers(ada ?? "", "C"), answers(linus ?? "", "C")]);
    const said = replies.flat().sort();
    expect(said[1]).toBe("You are on call now.");
    expect(said[0]).toMatch(/^(Ada|Linus) has taken the pager meanwhile\. Nothing was changed\./);
    expect(await audit()).toHaveLength(log + 1);
  });

  it("cannot confirm what was asked too long ago", async () => {
    const current = await answers(ada ?? "", "WHO");
    const other = current[0]?.startsWith("Ada") ? grace : ada;
    expect(await answers(other ?? "", "TAKE")).toEqual([expect.stringMatching(/within 300 seconds/)]);
    network.emulator.clock.advance(301_000);
    expect(await answers(other ?? "", "C")).toEqual(["There is nothing to confirm. Send TAKE first."]);
    expect(await answers(ada ?? "", "WHO")).toEqual(current);
  });

  it("who sends everything twice takes it once, and hears so", async () => {
    const current = (await answers(ada ?? "", "WHO"))[0]?.startsWith("Ada") ? grace : ada;
    const log = (await audit()).length;
    const twice = (body: string) => Promise.all([answers(current ?? "", body), answers(current ?? "", body)]);
    expect((await twice("TAKE")).flat()).toEqual(
      Array(2).fill(expect.stringMatching(/^Take the pager from/)),
    );
    const said = (await twice("C")).flat();
    expect(said).toContain("You are on call now.");
    expect(said.filter((reply) => !/^You are on call now|^There is nothing to confirm/.test(reply))).toEqual(
      [],
    );
    expect(await audit()).toHaveLength(log + 1);
  });

  it("hears when the pager's memory is out of reach, and nothing is changed", async () => {
    network.emulator.faults.add({ route: "sync.twilio.com", status: 400 });
    expect(await answers(linus ?? "", "TAKE")).toEqual([
      expect.stringMatching(/^The pager cannot do that at the moment/),
    ]);
  });

  it("who sends a flood is told once, and then nothing", async () => {
    const replies = [];
    for (let sent = 0; sent < 24; sent++) replies.push(...(await answers(linus ?? "", "HALP")));
    expect(replies.filter((reply) => reply.startsWith("Too many commands"))).toHaveLength(1);
    expect(replies.length).toBeLessThanOrEqual(21);
    expect((await during(() => page())).messages).toHaveLength(1);
  });
});

it("one number takes pages and commands alike, where both are the same: on stage", async () => {
  const both = "+15035550130";
  const trace = await network.emulator.call({ from: caller, to: both, script: message });
  expect(heard(trace).join(" ")).toMatch(/press any key.*message of 1\d seconds/);
  expect(await answers(ada ?? "", "WHO", both)).toEqual(["Ada is on call (+15035550181)."]);
});

it("strangers hear nothing, whatever they send", async () => {
  for (const to of [pager, texts]) {
    for (const body of ["WHO", "TAKE", "C", "LOOK", ""])
      expect(await answers("+15035550999", body, to)).toEqual([]);
  }
});

it("what members took outlives every up", async () => {
  const before = await answers(ada ?? "", "WHO");
  network.edit("assets/pager/pager.json", (json) =>
    json.replace('"page_until": "delivered", "session_lifetime": 300', '"session_lifetime": 200'),
  );
  await network.up("stage", "prod");
  expect(await answers(ada ?? "", "WHO")).toEqual(before);
});

describePages(() => ({ network, text, page, during }));

const tell = (path: string, params: Record<string, string>) => tellSigned(network, pager, path, params);

async function audit() {
  const services = await network.client.sync.v1.services.list();
  const prod = services.find(({ friendlyName }) => friendlyName.startsWith("pager (prod)"));
  return network.client.sync.v1
    .services(prod?.sid ?? "")
    .syncMaps("audit")
    .syncMapItems.list();
}
