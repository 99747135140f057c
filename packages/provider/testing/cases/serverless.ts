import { text, type World } from "../world.ts";
import type { Case } from "./case.ts";

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

async function asset({ engine }: World, serviceSid: string, path: string) {
  const args = { serviceSid, path, visibility: "private", content: text(path) };
  const { state } = await engine.create("twilio:serverless:Asset", args, path);
  return { assetSid: String(state.sid), initialVersionSid: String(state.versionSid) };
}

async function built(world: World, serviceSid: string, path: string): Promise<string> {
  const functionVersions = [await uploaded(world, serviceSid, path)];
  const made = await world.engine.create("twilio:serverless:Build", { serviceSid, functionVersions }, path);
  return String(made.state.sid);
}

/** The cases of Functions and Assets. */
export const serverlessCases = {
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
    canBeMadeTwice: true,
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
    canBeMadeTwice: true,
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
  "twilio:serverless:LiveBuild": {
    async args(world) {
      const at = await environment(world);
      return {
        ...at,
        functionVersions: [await uploaded(world, at.serviceSid, "/one")],
        assetVersions: [(await asset(world, at.serviceSid, "/a.txt")).initialVersionSid],
        published: [await asset(world, at.serviceSid, "/routes.json")],
        dependencies: [{ name: "twilio", version: "5.0.0" }],
        runtime: "node22",
      };
    },
    async changes(world) {
      const serviceSid = await service(world);
      return {
        serviceSid: `ZS${"0".repeat(32)}`,
        environmentSid: `ZE${"0".repeat(32)}`,
        functionVersions: [await uploaded(world, serviceSid, "/two")],
        assetVersions: [(await asset(world, serviceSid, "/b.txt")).initialVersionSid],
        published: [await asset(world, serviceSid, "/more.json")],
        dependencies: [{ name: "twilio", version: "6.0.0" }],
        runtime: "node24",
      };
    },
    async look({ twilio }, [serviceSid = "", environmentSid = ""]) {
      const service = twilio.serverless.v1.services(serviceSid);
      const { buildSid } = await service.environments(environmentSid).fetch();
      return buildSid ? service.builds(buildSid).fetch() : Promise.reject({ status: 404 });
    },
    all: async ({ twilio }, [serviceSid = ""]) =>
      (await twilio.serverless.v1.services(serviceSid).environments.list()).filter(
        ({ buildSid }) => buildSid,
      ),
    writes: 2,
    async meddle(world, [serviceSid = "", environmentSid = ""]) {
      const service = world.twilio.serverless.v1.services(serviceSid);
      const { buildSid } = await service.environments(environmentSid).fetch();
      const { assetVersions, dependencies } = await service.builds(buildSid).fetch();
      const other = await world.engine.create("twilio:serverless:Build", {
        serviceSid,
        functionVersions: [await uploaded(world, serviceSid, "/meddled")],
        assetVersions: assetVersions.map(({ sid }) => String(sid)),
        dependencies: dependencies.map(({ name, version }) => ({ name, version })),
      });
      await service.environments(environmentSid).deployments.create({ buildSid: String(other.state.sid) });
      return "functionVersions";
    },
    unknownOnImport: ["published", "assetVersions", "dependencies"],
  },
} satisfies Record<string, Case>;
