import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { TestNetwork } from "./network.ts";

const key = "a-key-of-the-test-3f9c27d1e6";
const number = "+15035550120";
const person = "+15035550177";

let network: TestNetwork;
let domain: string;
beforeAll(async () => {
  network = await TestNetwork.start();
  network.enable("lab", { LAB_KEY: key });
  await network.up("stage");
  domain = new URL((await labOf("stage")).page).host;
});
afterAll(() => network.close());

async function labOf(stack: string): Promise<{ page: string; number: string }> {
  return (await network.system(stack, "lab")) as { page: string; number: string };
}

/** Asks a function as the page does. */
async function ask(path: string, body: Record<string, string> = {}, authorization = `Bearer ${key}`) {
  const answer = await fetch(`${network.emulator.url}/${domain}${path}`, {
    method: "POST",
    headers: { authorization },
    body: new URLSearchParams(body),
  });
  return { status: answer.status, said: await answer.json() };
}

describe("a text to the laboratory's number", () => {
  it.each([
    ["press alt now", "Good job"],
    ["ALTERNATIVE", "Good job"],
    ["hello", "Thanks for your message. Try the word that every keyboard has beside the space bar."],
    ["", "Thanks for your message. Try the word that every keyboard has beside the space bar."],
  ])("%j is answered with %j", async (body, answer) => {
    const { replies } = await network.emulator.sms({ from: person, to: number, body });
    expect(replies.map((reply) => [reply.from, reply.to, reply.body])).toEqual([[number, person, answer]]);
  });
});

it("a call to it is told that it takes texts", async () => {
  const { steps } = await network.emulator.call({ from: person, to: number });
  expect(JSON.stringify(steps)).toContain("This number takes text messages only.");
});

describe("whoever has the key", () => {
  it("sends a text to a number, or to the default one, and finds it in the log with its status", async () => {
    expect(await ask("/send-message", { to: person, body: "Hello <there> & you" })).toMatchObject({
      status: 200,
      said: { to: person },
    });
    expect(await ask("/send-message", { body: "to the default one" })).toMatchObject({
      said: { to: "+15035550190" },
    });
    await network.emulator.messagesSettled();
    const { said } = await ask("/messages");
    const { messages } = said as { messages: { from: string; to: string; body: string; status: string }[] };
    expect(
      messages.filter(({ from }) => from === number).map(({ to, body, status }) => [to, body, status]),
    ).toEqual(
      expect.arrayContaining([
        [person, "Hello <there> & you", "delivered"],
        ["+15035550190", "to the default one", "delivered"],
      ]),
    );
  });

  it("is told what a text needs", async () => {
    for (const body of [{}, { body: "" }, { body: "x".repeat(1601) }, { body: "x", to: "5035550177" }]) {
      expect(await ask("/send-message", { ...body } as Record<string, string>)).toEqual({
        status: 400,
        said: { error: expect.stringMatching(/`body`.*`to`/) },
      });
    }
  });

  it("is told why Twilio refuses, and what to do", async () => {
    await network.emulator.sms({ from: "+15035550178", to: number, body: "STOP" });
    const { status, said } = await ask("/send-message", { to: "+15035550178", body: "still there?" });
    expect([status, said]).toEqual([422, { error: expect.stringMatching(/\(21610\).*START/) }]);
  });

  it("is told on a trial account that the number must be a verified caller ID; so is who uses the command", async () => {
    const fault = network.emulator.faults.add({ method: "POST", route: "Messages.json", code: 21608 });
    const advice = /unverified.*\(21608\).*Verify the number .* or upgrade/;
    const { status, said } = await ask("/send-message", { to: person, body: "x" });
    expect([status, said]).toEqual([422, { error: expect.stringMatching(advice) }]);
    const command = network.dialer("messages", "send", "x", "--to", person, "-s", "stage");
    await expect(command).rejects.toThrow(advice);
    network.emulator.faults.remove(fault);
  });

  it("finds in the log what did not arrive", async () => {
    network.emulator.parties.script(person, "failed");
    await ask("/send-message", { to: person, body: "into the void" });
    await network.emulator.messagesSettled();
    const { said } = await ask("/messages");
    const { messages } = said as { messages: { body: string; status: string; error_code: number | null }[] };
    expect(messages.find(({ body }) => body === "into the void")).toMatchObject({
      status: "undelivered",
      error_code: 30003,
    });
    expect(await network.dialer("messages", "list", "--limit", "1")).toContain("undelivered (30003)");
    network.emulator.parties.clear();
  });

  it("is told when Twilio does not answer as it should", async () => {
    const fault = network.emulator.faults.add({ method: "POST", route: "Messages.json", status: 503 });
    expect((await ask("/send-message", { body: "x" })).status).toBe(502);
    network.emulator.faults.remove(fault);
  });
});

describe("the operator's command", () => {
  it("sends a text, and lists the account's with their status", async () => {
    const sent = await network.dialer("messages", "send", "from a shell", "--to", person, "-s", "stage");
    expect(sent).toMatch(/^\+15035550120 → \+15035550177: \w+ \(SM[0-9a-f]{32}\)\n$/);
    await network.emulator.messagesSettled();
    expect(await network.dialer("messages", "list", "--limit", "1")).toMatch(
      /^\S+Z {2}\+15035550120 +→ \+15035550177 +delivered +from a shell\n$/,
    );
    const [row] = JSON.parse(await network.dialer("messages", "list", "--json")) as { body: string }[];
    expect(row?.body).toBe("from a shell");
  });

  it.each([
    [["send", "x", "--to", "5035550177", "--from", number], /E\.164/],
    [["send", "x", "--to", person, "--from", "+15035559999"], /of this account that can send texts/],
    [["list", "--limit", "0"], /1 to 1000/],
  ])("%j says what is wrong", async (args, said) => {
    await expect(network.dialer("messages", ...args)).rejects.toThrow(said);
  });
});

describe("nobody else", () => {
  it.each(["", "Bearer ", `Bearer ${key}x`, `bearer ${key}`, key, `Basic ${btoa(`:${key}`)}`])(
    "%j sends or reads anything",
    async (authorization) => {
      for (const path of ["/messages", "/send-message"])
        expect((await ask(path, { body: "x" }, authorization)).status).toBe(401);
    },
  );

  it("an unsigned request answers no text", async () => {
    const answer = await fetch(`${network.emulator.url}/${domain}/sms`, { method: "POST" });
    expect(answer.status).toBe(403);
  });
});

it("has a page for people", async () => {
  const { page } = await labOf("stage");
  const answer = await fetch(page.replace("https://", `${network.emulator.url}/`));
  expect([answer.status, answer.headers.get("content-type")]).toEqual([
    200,
    expect.stringContaining("text/html"),
  ]);
});

it("gets no other service's secrets, and gives none away", async () => {
  const services = await network.client.serverless.v1.services.list();
  for (const { sid, uniqueName } of services) {
    const [environment] = await network.client.serverless.v1.services(sid).environments.list();
    const variables = await network.client.serverless.v1
      .services(sid)
      .environments(environment?.sid ?? "")
      .variables.list();
    expect(variables.map(({ key }) => key).includes("LAB_KEY")).toBe(uniqueName === "lab");
    expect(variables.map(({ key }) => key).includes("ALERT_NUMBERS")).toBe(uniqueName !== "lab");
  }
});
