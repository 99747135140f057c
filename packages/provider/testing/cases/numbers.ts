import { setImmediate } from "node:timers/promises";
import type { World } from "../world.ts";
import type { Case } from "./case.ts";

const place = {
  customerName: "Futel",
  street: "1 Main St",
  city: "Portland",
  region: "OR",
  postalCode: "97201",
  isoCountry: "US",
  friendlyName: "booth",
};

/** The numbers that were given to cases, by world: several cases may share one. */
const given = new WeakMap<World, Set<string>>();

/** A number that can be bought and was not given to another case. */
async function number(world: World): Promise<string> {
  const taken = given.get(world) ?? new Set();
  given.set(world, taken);
  const free = await world.twilio.availablePhoneNumbers("US").local.list({ limit: taken.size + 1 });
  const phoneNumber = free.find((one) => !taken.has(one.phoneNumber))?.phoneNumber ?? "";
  taken.add(phoneNumber);
  return phoneNumber;
}

/** The SID of a number that the account owns. */
export const ownedNumber = async (world: World) =>
  (await world.twilio.incomingPhoneNumbers.create({ phoneNumber: await number(world) })).sid;

const emergencyAddress = async ({ twilio }: World, street = "1 Main St") =>
  (await twilio.addresses.create({ ...place, street, emergencyEnabled: true })).sid;

/** The cases of numbers and addresses. */
export const numbersCases = {
  "twilio:numbers:Address": {
    args: async () => ({ ...place, streetSecondary: "Floor 2" }),
    changes: async () => ({
      customerName: "Futel Phones",
      street: "2 Main St",
      streetSecondary: "Floor 3",
      city: "Salem",
      region: "WA",
      postalCode: "97301",
      isoCountry: "CA",
      friendlyName: "kiosk",
      emergencyEnabled: true,
      autoCorrectAddress: false,
    }),
    look: ({ twilio }, [sid = ""]) => twilio.addresses(sid).fetch(),
    all: ({ twilio }) => twilio.addresses.list(),
    writes: 1,
    canBeMadeTwice: true,
    async meddle({ twilio }, [sid = ""]) {
      await twilio.addresses(sid).update({ city: "Meddled" });
      return "city";
    },
  },
  "twilio:numbers:IncomingPhoneNumber": {
    args: async (world) => ({
      phoneNumber: await number(world),
      friendlyName: "booth",
      voiceUrl: "https://example.com/voice",
    }),
    changes: async (world) => ({
      phoneNumber: "+15035550199",
      friendlyName: "kiosk",
      voiceUrl: "https://example.com/other",
      voiceMethod: "GET",
      voiceFallbackUrl: "https://example.com/fallback",
      voiceFallbackMethod: "GET",
      voiceApplicationSid: `AP${"0".repeat(32)}`,
      voiceCallerIdLookup: true,
      trunkSid: `TK${"0".repeat(32)}`,
      statusCallback: "https://example.com/status",
      statusCallbackMethod: "GET",
      smsUrl: "https://example.com/sms",
      smsMethod: "GET",
      smsFallbackUrl: "https://example.com/sms-fallback",
      smsFallbackMethod: "GET",
      smsApplicationSid: `AP${"1".repeat(32)}`,
      addressSid: await emergencyAddress(world),
      bundleSid: `BU${"0".repeat(32)}`,
      search: {
        country: "US",
        type: "local",
        areaCode: 415,
        contains: "415*",
        capabilities: ["voice", "sms"],
      },
    }),
    look: ({ twilio }, [sid = ""]) => twilio.incomingPhoneNumbers(sid).fetch(),
    all: ({ twilio }) => twilio.incomingPhoneNumbers.list(),
    writes: 1,
    async meddle({ twilio }, [sid = ""]) {
      await twilio.incomingPhoneNumbers(sid).update({ smsUrl: "https://example.com/meddled" });
      return "smsUrl";
    },
  },
  "twilio:numbers:EmergencyRegistration": {
    args: async (world) => ({
      phoneNumberSid: await ownedNumber(world),
      addressSid: await emergencyAddress(world),
    }),
    changes: async (world) => ({
      phoneNumberSid: `PN${"0".repeat(32)}`,
      addressSid: await emergencyAddress(world, "2 Main St"),
    }),
    async look({ twilio }, [sid = ""]) {
      const found = await twilio.incomingPhoneNumbers(sid).fetch();
      return found.emergencyAddressSid
        ? { addressSid: found.emergencyAddressSid }
        : Promise.reject({ status: 404 });
    },
    all: async ({ twilio }) =>
      (await twilio.incomingPhoneNumbers.list()).filter(({ emergencyAddressSid }) => emergencyAddressSid),
    writes: 1,
    async meddle(world, [sid = ""]) {
      const number = world.twilio.incomingPhoneNumbers(sid);
      const until = async (status: string) => {
        while ((await number.fetch()).emergencyAddressStatus !== status) await setImmediate();
      };
      await number.update({ emergencyAddressSid: "" });
      await until("unregistered");
      await number.update({ emergencyAddressSid: await emergencyAddress(world, "3 Main St") });
      await until("registered");
      return "addressSid";
    },
  },
} satisfies Record<string, Case>;
