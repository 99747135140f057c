import type { World } from "../world.ts";
import type { Case } from "./case.ts";

const service = async ({ twilio }: World) =>
  (await twilio.sync.v1.services.create({ friendlyName: "parent" })).sid;

const nowhere = `IS${"0".repeat(32)}`;

/** The cases of Sync. */
export const syncCases = {
  "twilio:sync:Service": {
    args: async () => ({ friendlyName: "booths" }),
    changes: async () => ({
      friendlyName: "kiosks",
      webhookUrl: "https://example.com/sync",
      webhooksFromRestEnabled: true,
      reachabilityWebhooksEnabled: true,
      reachabilityDebouncingEnabled: true,
      reachabilityDebouncingWindow: 10_000,
      aclEnabled: true,
    }),
    look: ({ twilio }, [sid = ""]) => twilio.sync.v1.services(sid).fetch(),
    // Every account has one of its own, named default.
    all: async ({ twilio }) =>
      (await twilio.sync.v1.services.list()).filter(({ uniqueName }) => uniqueName !== "default"),
    writes: 1,
    canBeMadeTwice: true,
    async meddle({ twilio }, [sid = ""]) {
      await twilio.sync.v1.services(sid).update({ aclEnabled: true });
      return "aclEnabled";
    },
  },
  "twilio:sync:Document": {
    args: async (world) => ({
      serviceSid: await service(world),
      uniqueName: "settings",
      data: { open: true, booths: ["one", "two"] },
    }),
    changes: async () => ({ serviceSid: nowhere, uniqueName: "other", data: { open: false, booths: [] } }),
    look: ({ twilio }, [serviceSid = "", sid = ""]) =>
      twilio.sync.v1.services(serviceSid).documents(sid).fetch(),
    all: ({ twilio }, [serviceSid = ""]) => twilio.sync.v1.services(serviceSid).documents.list(),
    writes: 1,
    async meddle({ twilio }, [serviceSid = "", sid = ""]) {
      await twilio.sync.v1
        .services(serviceSid)
        .documents(sid)
        .update({ data: { open: false, booths: ["one", "two"] } });
      return "data";
    },
  },
  "twilio:sync:Map": {
    args: async (world) => ({ serviceSid: await service(world), uniqueName: "presence" }),
    changes: async () => ({ serviceSid: nowhere, uniqueName: "other" }),
    look: ({ twilio }, [serviceSid = "", sid = ""]) =>
      twilio.sync.v1.services(serviceSid).syncMaps(sid).fetch(),
    all: ({ twilio }, [serviceSid = ""]) => twilio.sync.v1.services(serviceSid).syncMaps.list(),
    writes: 1,
  },
} satisfies Record<string, Case>;
