import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Emulator, heard, startEmulator } from "../index.ts";
import { type Ended, User } from "./user.ts";

/** A dialer built by hand, command by command, as Twilio's and people's own guides have it. */
let emulator: Emulator;
let user: User;

beforeAll(async () => {
  emulator = await startEmulator({ buildMs: 0, emergencyMs: 0, messageMs: 0 });
  user = await User.of(emulator);
  await user.write({
    "dialer/package.json": JSON.stringify({
      name: "dialer",
      version: "0.0.0",
      private: true,
      dependencies: { twilio: "^5.3.0", "@twilio/runtime-handler": "2.1.2" },
    }),
    "dialer/.env": "GREETING=Good morning",
    "dialer/functions/sip-outgoing.protected.js": `exports.handler = (context, event, callback) => {
      const clients = JSON.parse(Runtime.getAssets()["/clients.json"].open());
      console.log("from", event.SipUsername);
      const twiml = new Twilio.twiml.VoiceResponse();
      twiml.say(context.GREETING + " " + clients[event.SipUsername]);
      callback(null, twiml);
    };`,
    "dialer/functions/status.js": "exports.handler = (context, event, callback) => callback(null, 'fine');",
    "dialer/assets/clients.private.json": JSON.stringify({ demo: "Ann" }),
  });
});
afterAll(async () => {
  await user.leave();
  await emulator.close();
});

const dialer = ["--cwd", "dialer"];
const sids = new Map<string, string>();

/** Runs a command that must succeed; remembers the SID it prints. */
async function make(what: string, command: string, ...parameters: string[]): Promise<Ended> {
  const ended = await user.twilio(command, ...parameters);
  expect(ended).toMatchObject({ code: 0 });
  const [sid] = /\b[A-Z]{2}[0-9a-f]{32}\b/.exec(ended.output) ?? [];
  if (sid) sids.set(what, sid);
  return ended;
}

const sid = (what: string) => sids.get(what) ?? `no ${what} was made`;

describe("twilio-cli builds a dialer by hand:", () => {
  let service: string;

  test("serverless:deploy puts functions, assets and variables on stage", async () => {
    const { code, output } = await user.twilio("serverless:deploy", ...dialer, "--environment", "stage");
    expect(output).toContain("Serverless project successfully deployed");
    expect(code).toBe(0);
    expect(output).toMatch(
      /protected\s+\S*\/sip-outgoing\s+https:\/\/dialer-\d+-stage\.twil\.io\/sip-outgoing/,
    );
    expect(output).toMatch(/private\s+\S*\/clients\.json/);
    service = /ZS[0-9a-f]{32}/.exec(output)?.[0] ?? "";
  });

  test("serverless:promote serves the same build on prod", async () => {
    const { code, output } = await user.twilio(
      "serverless:promote",
      ...["--source-environment", "stage", "--environment", "prod", "--create-environment"],
      ...["--service-sid", service],
    );
    expect(output).toMatch(/dialer-\d+-prod\.twil\.io/);
    expect(code).toBe(0);
  });

  test("serverless:list shows both", async () => {
    const { output } = await user.twilio(
      "serverless:list",
      "environments,builds,functions,assets,variables",
      ...["--service-sid", service, "--environment", "stage"],
    );
    expect(output).toMatch(/\/sip-outgoing\s+protected/);
    expect(output).toMatch(/\/clients\.json\s+private/);
    expect(output).toMatch(/GREETING\s+Good morning/);
    const builds = [...output.matchAll(/ZB[0-9a-f]{32}/g)].map(([build]) => build);
    expect(new Set(builds).size).toBe(1);
    expect(output.match(/dialer-\d+-(stage|prod)\.twil\.io/g)).toHaveLength(2);
  });

  test("SIP domain, credential list, credential, and both mappings", async () => {
    const [environment] = await emulatorDomains("stage");
    await Promise.all([
      make(
        "domain",
        "api:core:sip:domains:create",
        ...["--domain-name", "direct-stage.sip.twilio.com", "--friendly-name", "direct"],
        ...["--voice-url", `https://${environment}/sip-outgoing`, "--voice-method", "GET"],
        ...["--sip-registration", "--emergency-calling-enabled"],
      ),
      make("list", "api:core:sip:credential-lists:create", "--friendly-name", "sip-direct"),
    ]);
    const list = ["--credential-list-sid", sid("list")];
    const credential = ["--username", "demo", "--password", "Correct1Horse2Battery"];
    const mapping = ["--domain-sid", sid("domain"), ...list];
    await Promise.all([
      make("credential", "api:core:sip:credential-lists:credentials:create", ...list, ...credential),
      make("calls", "api:core:sip:domains:auth:calls:credential-list-mappings:create", ...mapping),
      make(
        "registrations",
        "api:core:sip:domains:auth:registrations:credential-list-mappings:create",
        ...mapping,
      ),
    ]);
  });

  test("a wrong password is refused with Twilio's code", async () => {
    const { code, output } = await user.twilio(
      "api:core:sip:credential-lists:credentials:create",
      ...["--credential-list-sid", sid("list"), "--username", "other", "--password", "short"],
    );
    expect(code).not.toBe(0);
    expect(output).toContain("21243");
  });

  test("phone number, address, emergency registration, and the number's webhook", async () => {
    const [environment] = await emulatorDomains("prod");
    await Promise.all([
      make("number", "api:core:incoming-phone-numbers:create", "--phone-number", "+15035550100"),
      make(
        "address",
        "api:core:addresses:create",
        ...["--customer-name", "Ann", "--street", "1 Main St", "--city", "Portland", "--region", "OR"],
        ...["--postal-code", "97201", "--iso-country", "US", "--emergency-enabled"],
      ),
    ]);
    await Promise.all([
      make(
        "number",
        "api:core:incoming-phone-numbers:update",
        ...["--sid", sid("number"), "--emergency-address-sid", sid("address")],
      ),
      make("number", "phone-numbers:update", "+15035550100", "--voice-url", `https://${environment}/status`),
    ]);
    const properties = ["--properties", "phoneNumber,voiceUrl,emergencyAddressStatus"];
    const { output } = await make("number", "api:core:incoming-phone-numbers:list", ...properties);
    expect(output).toMatch(/\+15035550100\s+https:\/\/dialer-\d+-prod\.twil\.io\/status\s+registered/);
  });

  test("a call then flows, and serverless:logs has what the function wrote", async () => {
    emulator.phones.register({
      domain: "direct-stage.sip.twilio.com",
      username: "demo",
      password: "Correct1Horse2Battery",
    });
    const from = { sip: "demo", domain: "direct-stage.sip.twilio.com", password: "Correct1Horse2Battery" };
    expect(heard(await emulator.call({ from, to: "+15035550199" }))).toEqual(["Good morning Ann"]);
    const logs = ["--service-sid", service, "--environment", "stage", "--output-format", "json"];
    const { code, output } = await user.twilio("serverless:logs", ...logs);
    expect(code).toBe(0);
    expect(output).toContain("from demo");
  });

  test("a call of the API, read again by a list command, and a domain removed", async () => {
    const between = ["--from", "+15035550100", "--to", "+15035550199"];
    await make("call", "api:core:calls:create", ...between, "--twiml", "<Response><Say>Hi</Say></Response>");
    await emulator.trace(sid("call"));
    const [calls, removed] = await Promise.all([
      user.twilio("api:core:calls:list", "--to", "+15035550199", "--properties", "sid,status"),
      user.twilio("api:core:sip:domains:remove", "--sid", sid("domain")),
    ]);
    expect(calls.output).toMatch(new RegExp(`${sid("call")}\\s+completed`));
    expect(removed.code).toBe(0);
    expect([...emulator.platform.store.all("api/SIP/Domains")]).toEqual([]);
  });
});

/** Domains of the deployed environments with a suffix. */
async function emulatorDomains(suffix: string): Promise<string[]> {
  return emulator.platform.store
    .where("serverless/Services/Environments", "domain_suffix", suffix)
    .map(({ properties }) => String(properties.domain_name));
}
