import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Emulator, startEmulator } from "../index.ts";
import { Site } from "../testing/deploy.ts";
import { send } from "../testing/request.ts";

/** Rules that stand in Twilio's prose and in no document: what breaks each, and the code it is refused with. */

let emulator: Emulator;
let site: Site;
let credentialList: string;
let functionSid: string;
let assetSid: string;

const password = "Correct-Horse-1";
const service = () => `serverless.twilio.com/v1/Services/${site.serviceSid}`;
const upload = () => `serverless-upload.twilio.com/v1/Services/${site.serviceSid}`;
const sip = () => `api.twilio.com/2010-04-01/Accounts/${emulator.accountSid}/SIP`;

/** Where each kind of thing is made, one that is well formed, and what is wrong with others. */
const rules: Record<
  string,
  {
    at: () => string;
    good: Record<string, string>;
    broken: Record<string, [form: Record<string, string>, code: number]>;
  }
> = {
  "a service": {
    at: () => "serverless.twilio.com/v1/Services",
    good: { UniqueName: "x".repeat(50), FriendlyName: "x" },
    broken: {
      "a name that is taken": [{ UniqueName: "site" }, 20409],
      "a space in its name": [{ UniqueName: "with space" }, 20001],
      "a name of 51 characters": [{ UniqueName: "x".repeat(51) }, 20001],
    },
  },
  "an environment": {
    at: () => `${service()}/Environments`,
    good: { UniqueName: "stage", DomainSuffix: "x".repeat(16) },
    broken: {
      "a name that is taken": [{ UniqueName: "test", DomainSuffix: "other" }, 20409],
      "a suffix that is taken": [{ UniqueName: "other", DomainSuffix: "test" }, 20409],
      "a suffix of 17 characters": [{ UniqueName: "other", DomainSuffix: "x".repeat(17) }, 20001],
    },
  },
  "a variable": {
    at: () => `${service()}/Environments/${site.environmentSid}/Variables`,
    good: { Key: "A".repeat(128), Value: "é".repeat(225) },
    broken: {
      "a key that is taken": [{ Key: "A".repeat(128) }, 20409],
      "a digit first in its key": [{ Key: "1A" }, 20001],
      "a dash in its key": [{ Key: "A-B" }, 20001],
      "a key of 129 characters": [{ Key: "A".repeat(129) }, 20001],
      "a value of 452 bytes": [{ Key: "B", Value: "é".repeat(226) }, 20001],
    },
  },
  "a build": {
    at: () => `${service()}/Builds`,
    good: {},
    broken: { "nothing in it": [{}, 20001] },
  },
  ...Object.fromEntries(
    (["Functions", "Assets"] as const).map((kind) => [
      `a version of ${kind}`,
      {
        at: () => `${upload()}/${kind}/${kind === "Functions" ? functionSid : assetSid}/Versions`,
        good: { Path: "/a/b-c.js", Visibility: "public", Content: "x" },
        broken: {
          "no slash first in its path": [{ Path: "a" }, 20001],
          "a path that leads up": [{ Path: "/../a" }, 20001],
          "a space in its path": [{ Path: "/a b" }, 20001],
          "a path of 256 characters": [{ Path: `/${"a".repeat(255)}` }, 20001],
        },
      },
    ]),
  ),
  "a SIP domain": {
    at: () => `${sip()}/Domains.json`,
    good: { DomainName: "lab.sip.twilio.com" },
    broken: {
      "no suffix": [{ DomainName: "a" }, 21232],
      "somebody else's suffix": [{ DomainName: "a.example.com" }, 21232],
      "an underscore": [{ DomainName: "a_b.sip.twilio.com" }, 21232],
      "a dash first": [{ DomainName: "-a.sip.twilio.com" }, 21232],
      "no name": [{ DomainName: ".sip.twilio.com" }, 21232],
      "a name that is taken": [{ DomainName: "LAB.sip.twilio.com" }, 21232],
    },
  },
  "a credential": {
    at: () => `${sip()}/CredentialLists/${credentialList}/Credentials.json`,
    good: { Username: "x".repeat(32), Password: password },
    broken: {
      "a user name that is taken": [{ Username: "x".repeat(32) }, 21243],
      "a user name of 33 characters": [{ Username: "x".repeat(33) }, 21243],
      "a short password": [{ Username: "a", Password: "Short-1" }, 21243],
      "a password without capitals": [{ Username: "a", Password: "no-upper-case-1" }, 21243],
      "a password of capitals": [{ Username: "a", Password: "NO-LOWER-CASE-1" }, 21243],
      "a password without digits": [{ Username: "a", Password: "No-Digit-In-It" }, 21243],
    },
  },
};

beforeAll(async () => {
  emulator = await startEmulator({ buildMs: 0 });
  site = await Site.open(emulator);
  ({ sid: credentialList } = await site.client.sip.credentialLists.create({ friendlyName: "phones" }));
  ({ sid: functionSid } = await site.service.functions.create({ friendlyName: "one" }));
  ({ sid: assetSid } = await site.service.assets.create({ friendlyName: "one" }));
  const version = await site.upload("Functions", { path: "/run", content: "exports.handler = () => {}" });
  Object.assign(rules["a build"]?.good ?? {}, { FunctionVersions: version });
});
afterAll(() => emulator.close());

describe.each(Object.entries(rules))("%s", (_, { at, good, broken }) => {
  test("that is well formed is made", async () => {
    const { status, body } = await send(emulator, at(), { form: good });
    expect([status, body.message]).toEqual([201, undefined]);
  });

  test.each(Object.entries(broken))("with %s is refused", async (_, [form, code]) => {
    const whole = Object.keys(form).length === 0 ? {} : { ...good, ...form };
    const { status, body } = await send(emulator, at(), { form: whole });
    expect([status, body.code]).toEqual([code === 20409 ? 409 : 400, code]);
  });
});
