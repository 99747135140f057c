import { describe, expect, it } from "vitest";
import { readDocument } from "../../packages/emulator/voice/twiml/document.ts";
import { deploy } from "../test/deployed.ts";

const run = await deploy("router");
const account = `AC${"0".repeat(32)}`;
const context = {
  ACCOUNT_SID: account,
  DOMAIN_NAME: "router-stage-1-stage.twil.io",
  SERVICE_SID: `ZS${"0".repeat(32)}`,
  ENVIRONMENT_SID: `ZE${"0".repeat(32)}`,
};
const say = { type: "say", destination: "otherwise" };
const flow = `https://webhooks.twilio.com/v1/Accounts/${account}/Flows/FW${"1".repeat(32)}`;

/** Asks a function with these routes deployed. */
function ask(path: string, routes: unknown, event: Record<string, unknown>) {
  const text = typeof routes === "string" ? routes : JSON.stringify(routes);
  return run(path, { context, event, getAssets: () => ({ "/routes.json": { open: () => text } }) });
}
const call = (route: object, event: Record<string, unknown> = {}) =>
  ask(
    "/inbound-sip-router",
    { routes: [{ address: "+15035550170", ...route }], default: say },
    { To: "sip:+15035550170@router.sip.twilio.com", From: "sip:+12065550144@carrier.example.org", ...event },
  );

describe("a call", () => {
  it.each([
    [
      "webhook",
      flow,
      [`<Redirect method="POST">${flow}?called_number=%2B15035550170&amp;caller_number=%2B12065550144`],
    ],
    [
      "dial-application",
      `AP${"2".repeat(32)}`,
      [`<ApplicationSid>AP${"2".repeat(32)}`, 'name="caller_number" value="+12065550144"'],
    ],
    [
      "dial-client",
      "ada_40example_2Eorg",
      ['<Dial answerOnBridge="true" callerId="+12065550144">', "<Identity>ada_40example_2Eorg"],
    ],
    [
      "dial-sip",
      "sip:sales@pbx.example.org;transport=tls?x-a=b",
      ["<Sip>sip:sales@pbx.example.org;transport=tls?x-a=b"],
    ],
    ["play", "https://sounds.example.org/a.mp3", ["<Play>https://sounds.example.org/a.mp3"]],
    ["refer", "sip:desk@pbx.example.org", ["<Refer>\n<Sip>sip:desk@pbx.example.org"]],
    ["say", "Hello <there> & you", ["<Say>Hello &lt;there&gt; &amp; you"]],
    [
      "twiml",
      '<Response><Say voice="alice">One &amp; two</Say><Dial timeout="9"><Client><Identity>ada</Identity></Client></Dial></Response>',
      ['<Say voice="alice">One &amp; two', '<Dial timeout="9">', "<Identity>ada"],
    ],
  ])("is answered by a route of type %s", async (type, destination, expected) => {
    const { status, headers, body, twiml } = await call({ type, destination });
    expect([status, headers["Content-Type"]]).toEqual([200, "text/xml"]);
    for (const part of expected) expect(twiml).toContain(part);
    expect(readDocument(body).warnings).toEqual([]);
  });

  it.each([
    "sip:+15035550170@router.sip.twilio.com",
    "sips:%2B15035550170@router.sip.twilio.com:5061;transport=tls",
    "sip:+1-503-555-0170;ext=4@router.sip.twilio.com",
    "+15035550170",
    '"Help" <sip:+15035550170@router.sip.twilio.com>',
  ])("to %s finds the route of the number", async (To) => {
    expect((await call({ type: "say", destination: "found" }, { To })).twiml).toContain("<Say>found");
  });

  it.each(["sip:15035550170@router.sip.twilio.com", "sip:nobody@router.sip.twilio.com", "sip:%zz@x"])(
    "to %s has the route of all others",
    async (To) => {
      expect((await call({ type: "say", destination: "found" }, { To })).twiml).toContain("<Say>otherwise");
    },
  );

  it.each([undefined, "", "sip:@router.sip.twilio.com"])("to %j is a bad request", async (To) => {
    const { status, body } = await call(say, { To });
    expect([status, body]).toEqual([400, expect.stringMatching(/^To is missing/)]);
  });

  it.each([
    [{ type: "fax", destination: "x" }, /routes\.0\.type: must be one of webhook, dial-application/],
    [{ type: "say" }, /routes\.0\.destination: is missing/],
    [
      { type: "webhook", destination: "https://evil.example.com/" },
      /leads calls to evil\.example\.com, which is not trusted/,
    ],
    [
      { type: "webhook", destination: `https://${context.DOMAIN_NAME}/inbound-sip-router?x` },
      /round in circles/,
    ],
    [
      { type: "play", destination: "https://169.254.169.254/x.mp3" },
      /is not the URL of a sound on a public host/,
    ],
    [
      { type: "twiml", destination: "<Response><Redirect>https://evil.example.com</Redirect></Response>" },
      /not trusted/,
    ],
    [
      { type: "twiml", destination: "<Response><Dial><Number>+19005550100</Number></Dial></Response>" },
      /may not stand in <Dial>/,
    ],
  ])("with the route %j is an error that says why", async (route, why) => {
    const { status, body } = await call(route);
    expect([status, body]).toEqual([500, expect.stringMatching(why)]);
    expect(body).toMatch(/^the route of \+15035550170 is wrong: /);
  });

  it.each(["", "{", "[]", '{"routes":5}', '{"routes":[{"address":5}]}'])(
    "with %j in place of routes is an error, not silence",
    async (routes) => {
      const { status, body } = await ask("/inbound-sip-router", routes, { To: "+15035550170" });
      expect([status, body]).toEqual([500, expect.stringMatching(/^the routes cannot be read: /)]);
    },
  );

  it("is not hurt by another route that is wrong", async () => {
    const routes = [
      { address: "a", type: "fax" },
      { address: "+15035550170", type: "say", destination: "found" },
    ];
    const { twiml } = await ask("/inbound-sip-router", { routes }, { To: "+15035550170" });
    expect(twiml).toContain("<Say>found");
  });
});

describe("the end of a call", () => {
  const end = (route: object, event: object = {}) =>
    ask(
      "/status-callback",
      { routes: [{ address: "100", ...route }], default: say },
      { To: "sip:100@router.sip.twilio.com", Direction: "inbound", CallStatus: "completed", ...event },
    );

  it("is told to the Studio flow that had it", async () => {
    const { status, headers } = await end({ type: "webhook", destination: flow });
    expect([status, headers.Location]).toEqual([302, flow]);
  });

  it.each([
    [{ type: "webhook", destination: flow }, { Direction: "outbound-api" }],
    [{ type: "webhook", destination: flow }, { To: "sip:101@router.sip.twilio.com" }],
    [{ type: "webhook", destination: flow }, { To: undefined }],
    [{ type: "webhook", destination: flow.replace(account, `AC${"9".repeat(32)}`) }, {}],
    [{ type: "webhook", destination: "https://flows.example.org/v1/Accounts" }, {}],
    [{ type: "fax", destination: flow }, {}],
    [say, {}],
  ])("%j, %j: is told to nobody", async (route, event) => {
    const { status, body, headers } = await end(route, event);
    expect([status, body, headers]).toEqual([200, "", {}]);
  });

  it("with routes that cannot be read is told to nobody", async () => {
    expect((await ask("/status-callback", "{", { To: "1", Direction: "inbound" })).status).toBe(200);
  });
});
