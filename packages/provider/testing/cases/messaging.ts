import type { World } from "../world.ts";
import type { Case } from "./case.ts";
import { ownedNumber } from "./numbers.ts";

const service = async ({ twilio }: World) =>
  (await twilio.messaging.v1.services.create({ friendlyName: "parent" })).sid;

const nowhere = `MG${"0".repeat(32)}`;
const shortCodeSid = `SC${"0".repeat(32)}`;

/** The cases of messaging services and their senders. */
export const messagingCases = {
  "twilio:messaging:Service": {
    args: async () => ({ friendlyName: "pages", inboundRequestUrl: "https://example.com/sms" }),
    changes: async () => ({
      friendlyName: "alarms",
      inboundRequestUrl: "https://example.com/other",
      inboundMethod: "GET",
      fallbackUrl: "https://example.com/fallback",
      fallbackMethod: "GET",
      statusCallback: "https://example.com/status",
      useInboundWebhookOnNumber: true,
      stickySender: false,
      mmsConverter: false,
      smartEncoding: false,
      areaCodeGeomatch: false,
      validityPeriod: 600,
      usecase: "notifications",
    }),
    look: ({ twilio }, [sid = ""]) => twilio.messaging.v1.services(sid).fetch(),
    all: ({ twilio }) => twilio.messaging.v1.services.list(),
    writes: 1,
    canBeMadeTwice: true,
    async meddle({ twilio }, [sid = ""]) {
      await twilio.messaging.v1.services(sid).update({ stickySender: false });
      return "stickySender";
    },
  },
  "twilio:messaging:PhoneNumber": {
    args: async (world) => ({ serviceSid: await service(world), phoneNumberSid: await ownedNumber(world) }),
    changes: async () => ({ serviceSid: nowhere, phoneNumberSid: `PN${"0".repeat(32)}` }),
    look: ({ twilio }, [serviceSid = "", sid = ""]) =>
      twilio.messaging.v1.services(serviceSid).phoneNumbers(sid).fetch(),
    all: ({ twilio }, [serviceSid = ""]) => twilio.messaging.v1.services(serviceSid).phoneNumbers.list(),
    writes: 1,
  },
  "twilio:messaging:ShortCode": {
    args: async (world) => ({ serviceSid: await service(world), shortCodeSid }),
    changes: async () => ({ serviceSid: nowhere, shortCodeSid: `SC${"1".repeat(32)}` }),
    look: ({ twilio }, [serviceSid = "", sid = ""]) =>
      twilio.messaging.v1.services(serviceSid).shortCodes(sid).fetch(),
    all: ({ twilio }, [serviceSid = ""]) => twilio.messaging.v1.services(serviceSid).shortCodes.list(),
    writes: 1,
  },
  "twilio:messaging:AlphaSender": {
    args: async (world) => ({ serviceSid: await service(world), alphaSender: "Futel" }),
    changes: async () => ({ serviceSid: nowhere, alphaSender: "Futel Two" }),
    look: ({ twilio }, [serviceSid = "", sid = ""]) =>
      twilio.messaging.v1.services(serviceSid).alphaSenders(sid).fetch(),
    all: ({ twilio }, [serviceSid = ""]) => twilio.messaging.v1.services(serviceSid).alphaSenders.list(),
    writes: 1,
  },
} satisfies Record<string, Case>;
