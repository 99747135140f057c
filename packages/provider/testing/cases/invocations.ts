import type { Bag } from "../../properties/values.ts";
import type { InvocationToken } from "../../resources.ts";
import type { World } from "../world.ts";
import { ownedNumber } from "./numbers.ts";

/** How a function is tested. */
export interface InvocationCase {
  /** Arguments that find something, after making it, and what is then answered at least. */
  finds(world: World): Promise<{ args: Bag; answer: Bag }>;
  /** Arguments that find nothing, and the error that says so; the empty answer where that is none. */
  misses: { args: Bag; error: RegExp } | { args: Bag; answer: Bag };
}

/** One case for every function; one that is missing does not compile. */
export const invocationCases: Record<InvocationToken, InvocationCase> = {
  "twilio:api:getAccount": {
    finds: async ({ emulator: { accountSid } }) => ({
      args: {},
      answer: { sid: accountSid, status: "active", type: "Full", ownerAccountSid: accountSid },
    }),
    misses: { args: { sid: `AC${"0".repeat(32)}` }, error: /20404/ },
  },
  "twilio:api:listCalls": {
    async finds(world) {
      const owned = await world.twilio.incomingPhoneNumbers(await ownedNumber(world)).fetch();
      const [to, from] = ["+15035550111", owned.phoneNumber];
      const { sid } = await world.twilio.calls.create({ to, from, twiml: "<Response/>" });
      return { args: { to, from, limit: 5 }, answer: { calls: [{ sid, to, from }] } };
    },
    misses: { args: { startTimeAfter: "2100-01-01T00:00:00Z", status: "busy" }, answer: { calls: [] } },
  },
  "twilio:api:listMessages": {
    async finds({ twilio }) {
      const { sid } = await twilio.messages.create({
        to: "+15035550111",
        from: "+15005550006",
        body: "hello",
      });
      return {
        args: { to: "+15035550111" },
        answer: { messages: [{ sid, body: "hello", direction: "outbound-api" }] },
      };
    },
    misses: { args: { dateSentAfter: "2100-01-01T00:00:00Z" }, answer: { messages: [] } },
  },
  "twilio:numbers:getAvailablePhoneNumbers": {
    finds: async () => ({
      args: { areaCode: 503, limit: 1 },
      answer: { phoneNumbers: [{ isoCountry: "US", voice: true }] },
    }),
    misses: { args: { contains: "0000000000" }, answer: { phoneNumbers: [] } },
  },
  "twilio:numbers:getIncomingPhoneNumber": {
    async finds(world) {
      const sid = await ownedNumber(world);
      const { phoneNumber } = await world.twilio.incomingPhoneNumbers(sid).fetch();
      return { args: { phoneNumber }, answer: { sid, phoneNumber, voiceMethod: "POST" } };
    },
    misses: {
      args: { phoneNumber: "+15035550100" },
      error: /no twilio:numbers:IncomingPhoneNumber with phoneNumber "\+15035550100"/,
    },
  },
  "twilio:numbers:getIncomingPhoneNumbers": {
    async finds(world) {
      const sid = await ownedNumber(world);
      await world.twilio.incomingPhoneNumbers(sid).update({ friendlyName: "booth [pulumi:0123456789ab]" });
      return { args: { friendlyName: "booth" }, answer: { phoneNumbers: [{ sid, friendlyName: "booth" }] } };
    },
    misses: { args: { phoneNumber: "+15035550100", limit: 3 }, answer: { phoneNumbers: [] } },
  },
  "twilio:serverless:getEnvironment": {
    async finds({ twilio }) {
      const { services } = twilio.serverless.v1;
      const { sid: serviceSid } = await services.create({ uniqueName: "dialer", friendlyName: "Dialer" });
      const made = await services(serviceSid).environments.create({ uniqueName: "stage", domainSuffix: "s" });
      const { sid, domainName } = made;
      return { args: { serviceSid, uniqueName: "stage" }, answer: { sid, domainName, domainSuffix: "s" } };
    },
    misses: { args: { serviceSid: `ZS${"0".repeat(32)}`, sid: `ZE${"0".repeat(32)}` }, error: /20404/ },
  },
  "twilio:serverless:getService": {
    async finds({ twilio }) {
      const { services } = twilio.serverless.v1;
      const { sid, domainBase } = await services.create({ uniqueName: "dialer", friendlyName: "Dialer" });
      return { args: { uniqueName: "dialer" }, answer: { sid, domainBase, friendlyName: "Dialer" } };
    },
    misses: {
      args: { uniqueName: "nothing" },
      error: /no twilio:serverless:Service with uniqueName "nothing"/,
    },
  },
  "twilio:sip:getCredentialList": {
    async finds({ twilio }) {
      const { sid } = await twilio.sip.credentialLists.create({ friendlyName: "phones" });
      return { args: { friendlyName: "phones" }, answer: { sid, friendlyName: "phones" } };
    },
    misses: { args: {}, error: /takes one of sid, friendlyName: give exactly one/ },
  },
  "twilio:sip:getDomain": {
    async finds({ twilio }) {
      const { sid } = await twilio.sip.domains.create({ domainName: "a.sip.twilio.com", secure: true });
      return { args: { sid }, answer: { sid, domainName: "a.sip.twilio.com", secure: true } };
    },
    misses: { args: { domainName: "b.sip.twilio.com" }, error: /no twilio:sip:Domain with domainName/ },
  },
};
