import type { Case } from "./case.ts";

/** The case of what has no resource of its own, by the example of a chat service. */
export const restCases = {
  "twilio:rest:Resource": {
    args: async () => ({ product: "chat", path: "/v2/Services", parameters: { FriendlyName: "booths" } }),
    changes: async () => ({
      product: "verify",
      path: "/v1/Services",
      parameters: { FriendlyName: "kiosks", ReachabilityEnabled: true },
      secretParameters: { TypingIndicatorTimeout: 7 },
      replaceOn: ["FriendlyName"],
      hide: ["links"],
    }),
    look: ({ twilio }, [, , , sid = ""]) => twilio.chat.v2.services(sid).fetch(),
    all: ({ twilio }) => twilio.chat.v2.services.list(),
    writes: 1,
    canBeMadeTwice: true,
    async meddle({ twilio }, [, , , sid = ""]) {
      await twilio.chat.v2.services(sid).update({ friendlyName: "meddled" });
      return "parameters";
    },
  },
} satisfies Record<string, Case>;
