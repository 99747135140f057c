import { createHmac } from "node:crypto";
import twilio from "twilio";
import { expect, it } from "vitest";
import { accessToken } from "./access-token.ts";

const accountSid = `AC${"0".repeat(32)}`;
const variables = {
  API_KEY_SID: `SK${"1".repeat(32)}`,
  API_KEY_SECRET: "a secret that is told once",
  TWIML_APP_SID: `AP${"2".repeat(32)}`,
};
const args = { accountSid, variables, identity: "web", now: 1_750_000_000_123 };

const parts = (token: string) =>
  token
    .split(".")
    .slice(0, 2)
    .map((part) => JSON.parse(Buffer.from(part, "base64url").toString()));

it.each([true, false])(
  "a token says what Twilio's own library has it say (incoming: %s)",
  async (incoming) => {
    const { API_KEY_SID, API_KEY_SECRET, TWIML_APP_SID: outgoingApplicationSid } = variables;
    const theirs = new twilio.jwt.AccessToken(accountSid, API_KEY_SID, API_KEY_SECRET, { identity: "web" });
    theirs.addGrant(
      new twilio.jwt.AccessToken.VoiceGrant({
        outgoingApplicationSid,
        ...(incoming && { incomingAllow: true }),
      }),
    );
    const [header, claims] = parts(theirs.toJwt());
    const at = 1_750_000_000;
    expect(parts(await accessToken({ ...args, incoming }))).toEqual([
      header,
      { ...claims, jti: `${API_KEY_SID}-${at}`, iat: at, exp: at + 3_600 },
    ]);
  },
);

it("a token is signed with the API key's secret", async () => {
  const [head, body, signature] = (await accessToken({ ...args, incoming: true })).split(".");
  const expected = createHmac("sha256", variables.API_KEY_SECRET)
    .update(`${head}.${body}`)
    .digest("base64url");
  expect(signature).toBe(expected);
});
