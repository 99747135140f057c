import twilio from "twilio";
import { expect, it } from "vitest";
import { ownNumber, voiceWith } from "./testing/calls.ts";
import { accountSid, apiKey } from "./testing/fake-network.ts";

const { AccessToken } = twilio.jwt;
const application = `AP${"0".repeat(32)}`;

/** A token as Twilio's own library makes it. */
function tokenOf(
  options: {
    secret?: string;
    identity?: string;
    nbf?: number;
    application?: string;
    incomingAllow?: boolean;
  } = {},
) {
  const { secret = apiKey.secret, identity = "ada", nbf, incomingAllow = true } = options;
  const token = new AccessToken(accountSid, apiKey.sid, secret, { identity, nbf });
  token.addGrant(
    new AccessToken.VoiceGrant({
      outgoingApplicationSid: options.application ?? application,
      incomingAllow,
    }),
  );
  return token.toJwt();
}

function browsers(twiml = "<Response><Hangup/></Response>") {
  const { network, voice } = voiceWith(twiml);
  network.addNumber({
    sid: application,
    phoneNumber: `app:${application}`,
    voiceUrl: "https://example.test/voice",
  });
  return { network, voice };
}

it("a browser reaches the application that its token names, as the one that the token says it is", async () => {
  const { network, voice } = browsers();
  const from = { token: tokenOf() };
  const params = { extension: "grace", From: "client:grace", CallSid: "CA1" };
  const trace = await voice.call({ from, to: "5035551212", params });
  expect(trace).toMatchObject({ from: "client:ada", to: "5035551212", status: "completed" });
  const asked = new URLSearchParams(network.requests[0]?.body);
  expect(Object.fromEntries(asked)).toMatchObject({
    From: "client:ada",
    To: "5035551212",
    extension: "grace",
  });
  expect(asked.getAll("From")).toEqual(["client:ada"]);
  expect(asked.get("CallSid")).toBe(trace.sid);
});

it("what the page gives is in the first request only", async () => {
  const { network, voice } = browsers("<Response><Redirect>/voice?again=yes</Redirect></Response>");
  network.pages.set("https://example.test/voice", ({ url }) =>
    url.includes("again") ? "<Response/>" : "<Response><Redirect>/voice?again=yes</Redirect></Response>",
  );
  await voice.call({ from: { token: tokenOf() }, to: "1", params: { mine: "x" } });
  expect(network.requests.map(({ body }) => new URLSearchParams(body).get("mine"))).toEqual(["x", null]);
});

it("a browser calls with a number of the account", async () => {
  const { voice } = browsers(
    `<Response><Dial callerId="${ownNumber}"><Number>+15035550111</Number></Dial></Response>`,
  );
  const { legs } = await voice.call({ from: { token: tokenOf() }, to: "x" });
  expect(legs).toMatchObject([{ to: "+15035550111", callerId: ownNumber, status: "completed" }]);
});

it.each([
  ["somebody else's signature", { secret: "guessed" }, "20107"],
  ["a token of tomorrow", { nbf: 4_000_000_000 }, "20105"],
  ["an identity that Twilio does not take", { identity: "ada-lovelace" }, "31204"],
  ["an application that is not there", { application: `AP${"1".repeat(32)}` }, "31002"],
])("%s is refused", async (_, options, code) => {
  const { voice } = browsers();
  await expect(voice.call({ from: { token: tokenOf(options) }, to: "x" })).rejects.toThrow(code);
});

it("what is no token is refused, and one that has expired", async () => {
  const { network, voice } = browsers();
  await expect(voice.call({ from: { token: "x.y.z" }, to: "x" })).rejects.toThrow("20101");
  const token = tokenOf();
  network.clock.advance(Date.now() + 3_700_000 - network.clock.now());
  await expect(voice.call({ from: { token }, to: "x" })).rejects.toThrow("20104");
});

const dialled = "<Response><Dial><Client>ada</Client></Dial></Response>";
const expired = 3_700_000;

it("all browsers of a person ring, and one answers", async () => {
  const { voice } = voiceWith(dialled);
  voice.phones.register({ token: tokenOf(), contact: "laptop", script: "no-answer" });
  voice.phones.register({ token: tokenOf(), contact: "phone", script: "answers after 2 rings" });
  const { legs } = await voice.call({ from: "+15035550111", to: ownNumber });
  expect(legs).toMatchObject([
    { to: "client:ada", phones: ["laptop", "phone"], answeredAt: 12, status: "completed" },
  ]);
});

it("nobody answers where no browser is registered, or its token has expired; a script stands for one", async () => {
  const { network, voice } = voiceWith(dialled);
  const status = async () => {
    const { legs } = await voice.call({ from: "+15035550111", to: ownNumber });
    return legs.map((leg) => leg.status);
  };
  expect(await status()).toEqual(["no-answer"]);
  voice.phones.register({ token: tokenOf() });
  expect(await status()).toEqual(["completed"]);
  network.clock.advance(Date.now() + expired - network.clock.now());
  expect(await status()).toEqual(["no-answer"]);
  voice.parties.script("client:ada", "busy");
  expect(await status()).toEqual(["busy"]);
});

it("a browser that may not be called, or shows somebody else's token, is not registered", () => {
  const { voice } = voiceWith(dialled);
  expect(() => voice.phones.register({ token: tokenOf({ incomingAllow: false }) })).toThrow("incomingAllow");
  expect(() => voice.phones.register({ token: tokenOf({ secret: "guessed" }) })).toThrow("20107");
  expect(voice.phones.all()).toEqual([]);
});
