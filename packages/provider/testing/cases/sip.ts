import type { World } from "../world.ts";
import type { Case } from "./case.ts";
import { ownedNumber } from "./numbers.ts";

let parents = 0;

/** A name that no other parent has, so that several cases may share a world. */
const parentName = () => `parent-${++parents}`;

const credentialList = async ({ twilio }: World) =>
  (await twilio.sip.credentialLists.create({ friendlyName: parentName() })).sid;

const addCredential = ({ twilio }: World, list: string, username: string) =>
  twilio.sip.credentialLists(list).credentials.create({ username, password: "Correct-horse-9" });

const domain = async ({ twilio }: World) =>
  (await twilio.sip.domains.create({ domainName: `${parentName()}.sip.twilio.com` })).sid;

const accessList = async ({ twilio }: World) =>
  (await twilio.sip.ipAccessControlLists.create({ friendlyName: parentName() })).sid;

function mapping(kind: "calls" | "registrations"): Case {
  return {
    args: async (world) => ({
      domainSid: await domain(world),
      credentialListSid: await credentialList(world),
    }),
    changes: async (world) => ({
      domainSid: await domain(world),
      credentialListSid: await credentialList(world),
    }),
    look: ({ twilio }, [domainSid = "", sid = ""]) =>
      twilio.sip.domains(domainSid).auth[kind].credentialListMappings(sid).fetch(),
    async all({ twilio }, [domainSid = ""]) {
      const { calls, registrations } = twilio.sip.domains(domainSid).auth;
      return kind === "calls"
        ? calls.credentialListMappings.list()
        : registrations.credentialListMappings.list();
    },
    writes: 1,
  };
}

/** The cases of SIP. */
export const sipCases = {
  "twilio:sip:Domain": {
    args: async () => ({
      domainName: "direct-futel-stage.sip.twilio.com",
      friendlyName: "direct",
      voiceUrl: "https://example.com/voice",
      voiceMethod: "GET",
      sipRegistration: true,
    }),
    changes: async (world) => ({
      domainName: "direct-futel-prod.sip.twilio.com",
      friendlyName: "indirect",
      voiceUrl: "https://example.com/other",
      voiceMethod: "POST",
      voiceFallbackUrl: "https://example.com/fallback",
      voiceFallbackMethod: "GET",
      voiceStatusCallbackUrl: "https://example.com/status",
      voiceStatusCallbackMethod: "GET",
      sipRegistration: false,
      emergencyCallingEnabled: true,
      emergencyCallerSid: await ownedNumber(world),
      secure: true,
      byocTrunkSid: `BY${"0".repeat(32)}`,
    }),
    look: ({ twilio }, [sid = ""]) => twilio.sip.domains(sid).fetch(),
    all: ({ twilio }) => twilio.sip.domains.list(),
    writes: 1,
    async meddle({ twilio }, [sid = ""]) {
      await twilio.sip.domains(sid).update({ voiceFallbackUrl: "https://example.com/meddled" });
      return "voiceFallbackUrl";
    },
  },
  "twilio:sip:CredentialList": {
    args: async () => ({ friendlyName: "sip-direct" }),
    changes: async () => ({ friendlyName: "sip-indirect" }),
    look: ({ twilio }, [sid = ""]) => twilio.sip.credentialLists(sid).fetch(),
    all: ({ twilio }) => twilio.sip.credentialLists.list(),
    writes: 1,
    async meddle({ twilio }, [sid = ""]) {
      await twilio.sip.credentialLists(sid).update({ friendlyName: "meddled" });
      return "friendlyName";
    },
  },
  "twilio:sip:Credential": {
    args: async (world) => ({ credentialListSid: await credentialList(world), username: "booth" }),
    changes: async (world) => ({
      credentialListSid: await credentialList(world),
      username: "kiosk",
      password: "Correct-horse-9",
    }),
    look: ({ twilio }, [list = "", sid = ""]) => twilio.sip.credentialLists(list).credentials(sid).fetch(),
    all: ({ twilio }, [list = ""]) => twilio.sip.credentialLists(list).credentials.list(),
    writes: 1,
  },
  "twilio:sip:ExclusiveCredentials": {
    async args(world) {
      const credentialListSid = await credentialList(world);
      await addCredential(world, credentialListSid, "booth");
      return { credentialListSid, usernames: ["booth"] };
    },
    changes: async (world) => ({
      credentialListSid: await credentialList(world),
      usernames: ["booth", "kiosk"],
    }),
    look: ({ twilio }, [list = ""]) => twilio.sip.credentialLists(list).fetch(),
    all: ({ twilio }, [list = ""]) => twilio.sip.credentialLists(list).credentials.list(),
    writes: 0,
    async meddle(world, [list = ""]) {
      await addCredential(world, list, "mallory");
      return "usernames";
    },
    standsForNothing: true,
  },
  "twilio:sip:AuthCallsCredentialListMapping": mapping("calls"),
  "twilio:sip:AuthRegistrationsCredentialListMapping": mapping("registrations"),
  "twilio:sip:AuthCallsIpAccessControlListMapping": {
    args: async (world) => ({
      domainSid: await domain(world),
      ipAccessControlListSid: await accessList(world),
    }),
    changes: async (world) => ({
      domainSid: await domain(world),
      ipAccessControlListSid: await accessList(world),
    }),
    look: ({ twilio }, [domainSid = "", sid = ""]) =>
      twilio.sip.domains(domainSid).auth.calls.ipAccessControlListMappings(sid).fetch(),
    all: ({ twilio }, [domainSid = ""]) =>
      twilio.sip.domains(domainSid).auth.calls.ipAccessControlListMappings.list(),
    writes: 1,
  },
  "twilio:sip:IpAccessControlList": {
    args: async () => ({ friendlyName: "offices" }),
    changes: async () => ({ friendlyName: "booths" }),
    look: ({ twilio }, [sid = ""]) => twilio.sip.ipAccessControlLists(sid).fetch(),
    all: ({ twilio }) => twilio.sip.ipAccessControlLists.list(),
    writes: 1,
    async meddle({ twilio }, [sid = ""]) {
      await twilio.sip.ipAccessControlLists(sid).update({ friendlyName: "meddled" });
      return "friendlyName";
    },
  },
  "twilio:sip:IpAddress": {
    args: async (world) => ({
      ipAccessControlListSid: await accessList(world),
      friendlyName: "office",
      ipAddress: "203.0.113.7",
    }),
    changes: async (world) => ({
      ipAccessControlListSid: await accessList(world),
      friendlyName: "booth",
      ipAddress: "198.51.100.0",
      cidrPrefixLength: 24,
    }),
    look: ({ twilio }, [list = "", sid = ""]) =>
      twilio.sip.ipAccessControlLists(list).ipAddresses(sid).fetch(),
    all: ({ twilio }, [list = ""]) => twilio.sip.ipAccessControlLists(list).ipAddresses.list(),
    writes: 1,
    canBeMadeTwice: true,
    async meddle({ twilio }, [list = "", sid = ""]) {
      await twilio.sip.ipAccessControlLists(list).ipAddresses(sid).update({ cidrPrefixLength: 8 });
      return "cidrPrefixLength";
    },
  },
} satisfies Record<string, Case>;
