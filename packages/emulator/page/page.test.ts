import { mkdir, mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { type Browser, type Page, startBrowser } from "../browser/browser.ts";
import { type Emulator, startEmulator } from "../index.ts";
import { Site } from "../testing/deploy.ts";
import { domain, number, password, person } from "../testing/scenario.ts";

const markup = `<script>document.title = "taken"</script><img src=x onerror="document.title='taken'">`;
const picture = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4z8DwHwAFAAH/iZk9HQAAAABJRU5ErkJggg==",
  "base64",
);

const voice = `exports.handler = (context, event, callback) => {
  console.log("called by", event.From);
  const twiml = new Twilio.twiml.VoiceResponse();
  if (event.Digits === undefined) twiml.gather({ numDigits: 1 }).say("Press 1 for the office");
  else twiml.dial({ callerId: event.To }).number("+15035550142");
  callback(null, twiml);
};`;
const sms = `exports.handler = (context, event, callback) => {
  const twiml = new Twilio.twiml.MessagingResponse();
  twiml.message("You wrote: " + event.Body);
  callback(null, twiml);
};`;

/** Why no browser runs here; what is missing from the registry is an error, as everywhere. */
let reason = "";
const browser: Browser | undefined = await startBrowser().catch((error: Error) => {
  if (error.message.includes("is not installed")) throw error;
  reason = error.message.split("\n")[0] ?? "";
  console.warn(
    `SKIPPED, the emulator's page in a browser: no Chromium starts on this machine: ${error.message}`,
  );
  return undefined;
});

let emulator: Emulator;
/** Where the pictures go; the README's is made by naming a folder. */
let pictures: string;

beforeAll(async () => {
  emulator = await startEmulator({ buildMs: 0, messageMs: 0 });
  pictures = process.env.SCREENSHOTS ?? (await mkdtemp(join(tmpdir(), "emulator-page-")));
  await mkdir(pictures, { recursive: true });
  const site = await Site.open(emulator, "office");
  const { client } = site;
  await site.deploy({
    functions: [
      { path: "/voice", content: voice },
      { path: "/sms", content: sms },
    ],
    variables: { KEY: "hush" },
  });
  const at = (path: string) => `https://${site.domain}${path}`;
  await client.incomingPhoneNumbers.create({
    phoneNumber: number,
    friendlyName: markup.slice(0, 64),
    voiceUrl: at("/voice"),
    smsUrl: at("/sms"),
  });
  const { sid } = await client.sip.domains.create({
    domainName: domain,
    voiceUrl: at("/voice"),
    sipRegistration: true,
  });
  const list = await client.sip.credentialLists.create({ friendlyName: "phones" });
  await client.sip.credentialLists(list.sid).credentials.create({ username: "demo", password });
  await client.sip.domains(sid).auth.calls.credentialListMappings.create({ credentialListSid: list.sid });
  await client.sip
    .domains(sid)
    .auth.registrations.credentialListMappings.create({ credentialListSid: list.sid });
});
afterAll(async () => {
  await browser?.close();
  await emulator.close();
});

/** Opens the page; in the end nothing may have gone wrong on it, and nobody else may have been asked for anything. */
async function visit({ before }: { before?(page: Page): Promise<void> } = {}): Promise<Page> {
  if (!browser) throw new Error(reason);
  const page = await browser.newPage();
  const wrong: string[] = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) wrong.push(message.text());
  });
  page.on("pageerror", (error) => wrong.push(error.message));
  page.on("request", (request) => {
    const own = request.url().startsWith(`${emulator.url}/`) || request.url().startsWith("data:");
    if (!own) wrong.push(`asked ${request.url()}`);
  });
  onTestFinished(async () => {
    await page.close();
    expect(wrong).toEqual([]);
  });
  await before?.(page);
  await page.goto(`${emulator.url}/`);
  return page;
}

/** Goes to a part of the page; the one before it stands there, and takes what is typed, until this one is complete. */
async function part(page: Page, name: string): Promise<void> {
  await page.getByRole("link", { name, exact: true }).click();
  await page.getByRole("heading", { name, exact: true, level: 1 }).waitFor();
}

describe.skipIf(!browser)(`the page in a browser${reason && ` (skipped: ${reason})`}`, () => {
  test("places calls, and shows their TwiML step by step", async () => {
    const page = await visit();
    await page.getByLabel("To", { exact: true }).fill(number);
    await page.getByLabel("What the caller does").fill("presses 1");
    await page.getByLabel("What the caller does").press("Enter");
    await page.getByRole("heading", { name: `${person} to ${number}` }).waitFor();
    const steps = page.locator("article .trace > li");
    const told = (await steps.allTextContents()).join("\n");
    expect(told).toContain("POST /voice");
    expect(told).toContain("<Say>Press 1 for the office</Say>");
    expect(told).toContain("heard “Press 1 for the office”");
    expect(told).toContain("pressed 1");
    expect(told).toContain("+15035550142");
    await page
      .getByRole("row", { name: new RegExp(`\\${number} completed`) })
      .first()
      .waitFor();

    await page.getByLabel("From").selectOption("sip");
    await page.getByLabel("SIP user").fill("demo");
    await page.getByLabel("SIP domain").fill(domain);
    await page.getByLabel("To", { exact: true }).fill("100");
    await page.getByRole("button", { name: "Call" }).click();
    await page.getByRole("heading", { name: "demo@lab to 100@lab" }).waitFor();
  });

  test("sends a message with a picture, and shows the reply, whatever is written in it", async () => {
    const page = await visit();
    await part(page, "Messages");
    await page.getByLabel("To").fill(number);
    await page.getByLabel("Text").fill(markup);
    await page.getByLabel("Media").setInputFiles({ name: "one.png", mimeType: "image/png", buffer: picture });
    await page.getByRole("button", { name: "Send" }).click();
    await page.getByRole("heading", { name: `${person} to ${number}` }).waitFor();
    await page.getByRole("heading", { name: "What came of it" }).waitFor();
    expect(await page.locator("article blockquote").allTextContents()).toEqual([
      markup,
      `You wrote: ${markup}`,
    ]);
    expect(await page.locator("article img").count()).toBe(1);
    expect(await page.evaluate("document.querySelector('article img').naturalWidth")).toBe(1);

    await part(page, "Resources");
    await page.getByRole("link", { name: "api/IncomingPhoneNumbers" }).click();
    await page.getByRole("link", { name: markup.slice(0, 64) }).click();
    await page.getByRole("heading", { name: markup.slice(0, 64) }).waitFor();
    expect(await page.evaluate("document.title")).toBe("Resources · Emulator");
    expect(await page.evaluate("document.querySelectorAll('body script').length")).toBe(0);
  });

  test("goes to a part that is asked for before the accounts are there", async () => {
    const page = await visit({
      async before(page) {
        await page.route("**/emulator/accounts", async (route) => {
          await page.getByRole("link", { name: "Messages", exact: true }).click();
          await route.continue();
        });
      },
    });
    await page.getByRole("heading", { name: "Messages", exact: true, level: 1 }).waitFor();
    await page.getByLabel("To").fill(number);
    await page.getByLabel("Text").fill("early");
    await page.getByRole("button", { name: "Send" }).click();
    await page.getByRole("heading", { name: `${person} to ${number}` }).waitFor();
  });

  test("shows a request with its parameters, passwords hidden", async () => {
    const page = await visit();
    await part(page, "Requests");
    await page.getByRole("searchbox").fill("Credentials.json");
    await page
      .getByRole("row", { name: /\/Credentials\.json/ })
      .locator("a")
      .first()
      .click();
    await page.getByRole("heading", { name: /^POST .*Credentials\.json$/ }).waitFor();
    const values = await page.locator("article dd").allTextContents();
    expect(values.sort()).toEqual(["[secret]", "demo"]);
  });

  test("shows what is deployed, its code and its log", async () => {
    await emulator.call({ from: person, to: number });
    const page = await visit();
    await part(page, "Functions");
    await page.getByRole("link", { name: "office" }).click();
    await page.getByText("/voice").first().click();
    await page.getByText("twiml.gather").waitFor();
    expect(await page.locator(".log").textContent()).toContain(`INFO called by ${person}`);
  });

  test("registers phones, scripts parties, adds faults and moves the clock", async () => {
    const page = await visit();
    await part(page, "Phones");
    await page.getByLabel("User", { exact: true }).fill("demo");
    await page.getByLabel("Domain", { exact: true }).fill(domain);
    await page.getByRole("button", { name: "Register" }).click();
    await page.getByRole("cell", { name: `sip:demo@${domain}` }).waitFor();
    await page.getByLabel("Address", { exact: true }).fill("+15035550177");
    await page.getByLabel("Script", { exact: true }).fill("answers after 3 rings");
    await page.getByRole("button", { name: "Set" }).click();
    await page.getByRole("cell", { name: "answers after 3 rings" }).waitFor();
    expect(emulator.parties.find("+15035550177").rings).toBe(3);

    await part(page, "Steering");
    await page.getByLabel("Status", { exact: true }).fill("503");
    await page.getByLabel("Route", { exact: true }).fill("Nothing");
    await page.getByRole("button", { name: "Add" }).click();
    await page.getByRole("cell", { name: "route Nothing, status 503" }).waitFor();
    expect(emulator.faults.list()).toMatchObject([{ status: 503, route: "Nothing" }]);
    await page.getByRole("button", { name: "Remove rule 1" }).click();
    await page.getByText("No rule").waitFor();
    const before = emulator.clock.now();
    await page.getByLabel("By", { exact: true }).fill("2h");
    await page.getByRole("button", { name: "Move" }).click();
    await page.getByText(/^It is /).waitFor();
    expect(emulator.clock.now() - before).toBeGreaterThanOrEqual(7_200_000);
  });

  test("stays on its page of a long list when something in it is chosen", async () => {
    const { store } = emulator.platform;
    const place = { kind: "api/Queues", account: emulator.accountSid, parents: {} };
    for (let index = 0; index < 120; index++)
      store.add({ ...place, key: `QU${index}`, properties: { friendly_name: `queue ${index}` } });
    const page = await visit();
    await part(page, "Resources");
    await page.getByRole("link", { name: "api/Queues" }).click();
    await page.getByRole("button", { name: "Older" }).click();
    await page.getByRole("link", { name: "queue 69", exact: true }).click();
    await page.getByRole("heading", { name: "queue 69", exact: true }).waitFor();
    await page.getByText("page 2").waitFor();
    expect(await page.getByRole("link", { name: "queue 69", exact: true }).count()).toBe(1);
    expect(await page.getByRole("link", { name: "queue 119", exact: true }).count()).toBe(0);
  });

  test("shows what others do as it happens", async () => {
    const page = await visit();
    const { sid } = await emulator.sms({ from: "+15035550123", to: number, body: "seen live" });
    await part(page, "Messages");
    await page.getByText("seen live").first().waitFor();
    await emulator.sms({ from: "+15035550123", to: number, body: "seen without a click" });
    await page.getByText("seen without a click").first().waitFor();
    expect(sid).toMatch(/^SM/);
  });

  test.each([
    ["light", 1280],
    ["dark", 1280],
    ["light", 390],
    ["dark", 390],
  ] as const)("fits in %s and %i px, every control with a name", async (colorScheme, width) => {
    const page = await visit();
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 900 });
    for (const [name, choose] of [
      ["Phones", undefined],
      ["Steering", undefined],
      ["Resources", /^api\/IncomingPhoneNumbers$/],
      ["Functions", /^office$/],
      ["Requests", /^\d\d:/],
      ["Messages", /^\d\d:/],
      ["Calls", /^\d\d:/],
    ] as const) {
      await part(page, name);
      await page.getByRole("heading", { name, exact: true }).waitFor();
      if (choose) await page.locator("main").getByRole("link", { name: choose }).last().click();
      if (choose && name !== "Resources") await page.locator("article h2").waitFor();
      await page.screenshot({
        path: join(pictures, `page-${name.toLowerCase()}-${colorScheme}-${width}.png`),
      });
      expect([name, await page.evaluate("document.documentElement.scrollWidth - innerWidth")]).toEqual([
        name,
        0,
      ]);
      expect([name, await page.evaluate(nameless)]).toEqual([name, []]);
    }
  });
});

/** Controls that a screen reader could not name. */
const nameless = `[...document.querySelectorAll("input, select, textarea, button, a, img")]
  .filter((one) => !one.labels?.length && !one.ariaLabel && !one.textContent.trim() && one.getAttribute("alt") === null)
  .map((one) => one.outerHTML)`;
