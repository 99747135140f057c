import { setImmediate } from "node:timers/promises";
import type { Bag } from "../properties/values.ts";
import type { ResourceToken } from "../resources.ts";
import { text, type World } from "./world.ts";

/** How a resource is tested. */
export interface Case {
  /** Properties to create it with, after making what it needs. */
  args(world: World): Promise<Bag>;
  /** For every input that can change: another value. */
  changes(world: World): Promise<Bag>;
  /** What Twilio says of it, through the official client. Rejects when it is gone. */
  look(world: World, id: string[]): Promise<object>;
  /** All of its kind where it is, through the official client. */
  all(world: World, id: string[]): Promise<object[]>;
  /** The number of writes that making it takes. */
  writes: number;
  /** Changes it behind the provider's back; tells which input then differs. Absent where Twilio lets nothing be changed. */
  meddle?(world: World, id: string[]): Promise<string>;
  /** Inputs that an import cannot know, or knows with what Twilio has added. */
  unknownOnImport?: string[];
  /** Nothing at Twilio stands for it: it can neither be found nor be gone. */
  standsForNothing?: boolean;
}

const handler = (word: string) =>
  text(`exports.handler = (context, event, callback) => callback(null, "${word}");`);

async function service({ twilio }: World): Promise<string> {
  const [existing] = await twilio.serverless.v1.services.list({ limit: 1 });
  return (
    existing?.sid ??
    (await twilio.serverless.v1.services.create({ uniqueName: "parent", friendlyName: "p" })).sid
  );
}

async function environment(world: World): Promise<{ serviceSid: string; environmentSid: string }> {
  const serviceSid = await service(world);
  const { environments } = world.twilio.serverless.v1.services(serviceSid);
  const [existing] = await environments.list({ limit: 1 });
  const { sid } = existing ?? (await environments.create({ uniqueName: "parent", domainSuffix: "parent" }));
  return { serviceSid, environmentSid: sid };
}

async function uploaded({ engine }: World, serviceSid: string, path: string): Promise<string> {
  const args = { serviceSid, path, visibility: "public", content: handler(path) };
  const made = await engine.create("twilio:serverless:Function", args, path);
  return String(made.state.versionSid);
}

async function built(world: World, serviceSid: string, path: string): Promise<string> {
  const functionVersions = [await uploaded(world, serviceSid, path)];
  const made = await world.engine.create("twilio:serverless:Build", { serviceSid, functionVersions }, path);
  return String(made.state.sid);
}

const credentialList = async ({ twilio }: World, friendlyName = "parent") =>
  (await twilio.sip.credentialLists.create({ friendlyName })).sid;

const addCredential = ({ twilio }: World, list: string, username: string) =>
  twilio.sip.credentialLists(list).credentials.create({ username, password: "Correct-horse-9" });

const domain = async ({ twilio }: World, name = "parent") =>
  (await twilio.sip.domains.create({ domainName: `${name}.sip.twilio.com` })).sid;

const place = {
  customerName: "Futel",
  street: "1 Main St",
  city: "Portland",
  region: "OR",
  postalCode: "97201",
  isoCountry: "US",
  friendlyName: "booth",
};

async function number({ twilio }: World): Promise<string> {
  const [found] = await twilio.availablePhoneNumbers("US").local.list({ limit: 1 });
  return found?.phoneNumber ?? "";
}

const ownedNumber = async (world: World) =>
  (await world.twilio.incomingPhoneNumbers.create({ phoneNumber: await number(world) })).sid;

const emergencyAddress = async ({ twilio }: World, street = "1 Main St") =>
  (await twilio.addresses.create({ ...place, street, emergencyEnabled: true })).sid;

function mapping(kind: "calls" | "registrations"): Case {
  return {
    args: async (world) => ({
      domainSid: await domain(world),
      credentialListSid: await credentialList(world),
    }),
    changes: async (world) => ({
      domainSid: await domain(world, "another"),
      credentialListSid: await credentialList(world, "another"),
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

/** One case for every resource; one that is missing does not compile. */
export const cases: Record<ResourceToken, Case> = {
  "twilio:serverless:Service": {
    args: async () => ({ uniqueName: "dialer", friendlyName: "Dialer" }),
    changes: async () => ({
      uniqueName: "other",
      friendlyName: "Other",
      includeCredentials: false,
      uiEditable: true,
    }),
    look: ({ twilio }, [sid = ""]) => twilio.serverless.v1.services(sid).fetch(),
    all: ({ twilio }) => twilio.serverless.v1.services.list(),
    writes: 1,
    async meddle({ twilio }, [sid = ""]) {
      await twilio.serverless.v1.services(sid).update({ uiEditable: true });
      return "uiEditable";
    },
  },
  "twilio:serverless:Environment": {
    args: async (world) => ({ serviceSid: await service(world), uniqueName: "stage", domainSuffix: "stage" }),
    changes: async () => ({
      serviceSid: `ZS${"0".repeat(32)}`,
      uniqueName: "prod",
      domainSuffix: "prod",
    }),
    look: ({ twilio }, [serviceSid = "", sid = ""]) =>
      twilio.serverless.v1.services(serviceSid).environments(sid).fetch(),
    all: ({ twilio }, [serviceSid = ""]) => twilio.serverless.v1.services(serviceSid).environments.list(),
    writes: 1,
  },
  "twilio:serverless:Variable": {
    args: async (world) => ({ ...(await environment(world)), key: "TOKEN", value: "very-secret-value" }),
    changes: async () => ({
      serviceSid: `ZS${"0".repeat(32)}`,
      environmentSid: `ZE${"0".repeat(32)}`,
      key: "OTHER",
      value: "another-secret-value",
    }),
    look: ({ twilio }, [serviceSid = "", environmentSid = "", sid = ""]) =>
      twilio.serverless.v1.services(serviceSid).environments(environmentSid).variables(sid).fetch(),
    all: ({ twilio }, [serviceSid = "", environmentSid = ""]) =>
      twilio.serverless.v1.services(serviceSid).environments(environmentSid).variables.list(),
    writes: 1,
    async meddle({ twilio }, [serviceSid = "", environmentSid = "", sid = ""]) {
      const { variables } = twilio.serverless.v1.services(serviceSid).environments(environmentSid);
      await variables(sid).update({ value: "meddled" });
      return "value";
    },
  },
  "twilio:serverless:Function": {
    args: async (world) => ({
      serviceSid: await service(world),
      friendlyName: "hello",
      path: "/hello",
      visibility: "public",
      content: handler("hello"),
    }),
    changes: async () => ({
      serviceSid: `ZS${"0".repeat(32)}`,
      friendlyName: "hallo",
      path: "/hallo",
      visibility: "protected",
      content: handler("hallo"),
    }),
    look: ({ twilio }, [serviceSid = "", sid = ""]) =>
      twilio.serverless.v1.services(serviceSid).functions(sid).fetch(),
    all: ({ twilio }, [serviceSid = ""]) => twilio.serverless.v1.services(serviceSid).functions.list(),
    writes: 2,
    async meddle({ twilio }, [serviceSid = "", sid = ""]) {
      await twilio.serverless.v1.services(serviceSid).functions(sid).update({ friendlyName: "meddled" });
      return "friendlyName";
    },
  },
  "twilio:serverless:Asset": {
    args: async (world) => ({
      serviceSid: await service(world),
      friendlyName: "data",
      path: "/data.json",
      visibility: "private",
      content: text("{}"),
    }),
    changes: async () => ({
      serviceSid: `ZS${"0".repeat(32)}`,
      friendlyName: "facts",
      path: "/facts.json",
      visibility: "public",
      content: text("[]"),
    }),
    look: ({ twilio }, [serviceSid = "", sid = ""]) =>
      twilio.serverless.v1.services(serviceSid).assets(sid).fetch(),
    all: ({ twilio }, [serviceSid = ""]) => twilio.serverless.v1.services(serviceSid).assets.list(),
    writes: 2,
    async meddle({ twilio }, [serviceSid = "", sid = ""]) {
      await twilio.serverless.v1.services(serviceSid).assets(sid).update({ friendlyName: "meddled" });
      return "friendlyName";
    },
    unknownOnImport: ["content"],
  },
  "twilio:serverless:Build": {
    async args(world) {
      const serviceSid = await service(world);
      return {
        serviceSid,
        functionVersions: [await uploaded(world, serviceSid, "/one")],
        dependencies: [{ name: "twilio", version: "5.0.0" }],
        runtime: "node22",
      };
    },
    async changes(world) {
      return {
        serviceSid: `ZS${"0".repeat(32)}`,
        functionVersions: [await uploaded(world, await service(world), "/two")],
        assetVersions: [`ZN${"0".repeat(32)}`],
        dependencies: [{ name: "twilio", version: "6.0.0" }],
        runtime: "node24",
      };
    },
    look: ({ twilio }, [serviceSid = "", sid = ""]) =>
      twilio.serverless.v1.services(serviceSid).builds(sid).fetch(),
    all: ({ twilio }, [serviceSid = ""]) => twilio.serverless.v1.services(serviceSid).builds.list(),
    writes: 1,
    unknownOnImport: ["dependencies"],
  },
  "twilio:serverless:Deployment": {
    async args(world) {
      const at = await environment(world);
      return { ...at, buildSid: await built(world, at.serviceSid, "/one") };
    },
    async changes(world) {
      return {
        serviceSid: `ZS${"0".repeat(32)}`,
        environmentSid: `ZE${"0".repeat(32)}`,
        buildSid: await built(world, await service(world), "/two"),
      };
    },
    async look({ twilio }, [serviceSid = "", environmentSid = ""]) {
      const found = await twilio.serverless.v1.services(serviceSid).environments(environmentSid).fetch();
      return found.buildSid ? { buildSid: found.buildSid } : Promise.reject({ status: 404 });
    },
    all: async ({ twilio }, [serviceSid = ""]) =>
      (await twilio.serverless.v1.services(serviceSid).environments.list()).filter(
        ({ buildSid }) => buildSid,
      ),
    writes: 1,
    async meddle(world, [serviceSid = "", environmentSid = ""]) {
      const buildSid = await built(world, serviceSid, "/meddled");
      const { deployments } = world.twilio.serverless.v1.services(serviceSid).environments(environmentSid);
      await deployments.create({ buildSid });
      return "buildSid";
    },
  },
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
      credentialListSid: await credentialList(world, "another"),
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
      credentialListSid: await credentialList(world, "another"),
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
};
