import type { Case } from "./case.ts";

/** The cases of applications, keys and usage. */
export const apiCases = {
  "twilio:api:Application": {
    args: async () => ({ friendlyName: "softphone", voiceUrl: "https://example.com/voice" }),
    changes: async () => ({
      friendlyName: "hardphone",
      voiceUrl: "https://example.com/other",
      voiceMethod: "GET",
      voiceFallbackUrl: "https://example.com/fallback",
      voiceFallbackMethod: "GET",
      voiceCallerIdLookup: true,
      statusCallback: "https://example.com/status",
      statusCallbackMethod: "GET",
      smsUrl: "https://example.com/sms",
      smsMethod: "GET",
      smsFallbackUrl: "https://example.com/sms-fallback",
      smsFallbackMethod: "GET",
      messageStatusCallback: "https://example.com/message-status",
      publicApplicationConnectEnabled: true,
    }),
    look: ({ twilio }, [sid = ""]) => twilio.applications(sid).fetch(),
    all: ({ twilio }) => twilio.applications.list(),
    writes: 1,
    canBeMadeTwice: true,
    async meddle({ twilio }, [sid = ""]) {
      await twilio.applications(sid).update({ smsUrl: "https://example.com/meddled" });
      return "smsUrl";
    },
  },
  "twilio:api:Key": {
    args: async () => ({ friendlyName: "console" }),
    changes: async () => ({ friendlyName: "command line" }),
    look: ({ twilio }, [sid = ""]) => twilio.keys(sid).fetch(),
    all: ({ twilio }) => twilio.keys.list(),
    writes: 1,
    async meddle({ twilio }, [sid = ""]) {
      await twilio.keys(sid).update({ friendlyName: "meddled" });
      return "friendlyName";
    },
  },
  "twilio:usage:Trigger": {
    args: async () => ({
      friendlyName: "bill",
      usageCategory: "totalprice",
      triggerValue: "100",
      callbackUrl: "https://example.com/alarm",
    }),
    changes: async () => ({
      friendlyName: "calls",
      usageCategory: "calls",
      triggerValue: "0.5",
      triggerBy: "price",
      recurring: "monthly",
      callbackUrl: "https://example.com/other",
      callbackMethod: "GET",
    }),
    look: ({ twilio }, [sid = ""]) => twilio.usage.triggers(sid).fetch(),
    all: ({ twilio }) => twilio.usage.triggers.list(),
    writes: 1,
    canBeMadeTwice: true,
    async meddle({ twilio }, [sid = ""]) {
      await twilio.usage.triggers(sid).update({ callbackUrl: "https://example.com/meddled" });
      return "callbackUrl";
    },
  },
} satisfies Record<string, Case>;
