import type { BuildInstance } from "twilio/lib/rest/serverless/v1/service/build.js";
import type { Values } from "../declare/resource.ts";
import { type Call, handlersOf, type Live } from "../lifecycle/handlers.ts";
import { same } from "../properties/values.ts";
import { inOrderOf, type Parts, whyNotBuilt } from "./build.handlers.ts";
import { buildsOf, environmentsOf } from "./listed.ts";
import { LiveBuild } from "./live-build.ts";

type Inputs = Values<typeof LiveBuild.declaration.inputs>;
type Place = Pick<Inputs, "serviceSid" | "environmentSid">;
type LiveBuildLive = Live<Inputs, { buildSid: string; accountSid: string }>;

/** How often a build is made again because somebody has published meanwhile. */
const ATTEMPTS = 5;

const serviceOf = ({ twilio }: Call, { serviceSid }: Place) => twilio.serverless.v1.services(serviceSid);
const environmentOf = (call: Call, place: Place) => serviceOf(call, place).environments(place.environmentSid);

/** The build that an environment serves. */
async function served(call: Call, place: Place): Promise<BuildInstance | undefined> {
  const { buildSid } = await environmentOf(call, place).fetch();
  return buildSid ? serviceOf(call, place).builds(buildSid).fetch() : undefined;
}

function tell(place: Place, build: BuildInstance | undefined): LiveBuildLive {
  if (!build) return { inputs: place, outputs: {} };
  const { functionVersions, assetVersions, dependencies }: Parts = build;
  return {
    inputs: {
      ...place,
      functionVersions: (functionVersions ?? []).map(({ sid }) => sid),
      assetVersions: (assetVersions ?? []).map(({ sid }) => sid),
      dependencies: (dependencies ?? []).map(({ name, version }) => ({ name, version })),
      runtime: build.runtime,
    },
    outputs: { buildSid: build.sid, accountSid: build.accountSid },
  };
}

/** The versions of the published assets: as a build has them, else those to begin with. */
function versionsIn(build: BuildInstance | undefined, published: Inputs["published"]): string[] {
  const { assetVersions }: Pick<Parts, "assetVersions"> = build ?? { assetVersions: [] };
  return published.map(
    ({ assetSid, initialVersionSid }) =>
      assetVersions?.find((version) => version.asset_sid === assetSid)?.sid ?? initialVersionSid,
  );
}

/** Builds and deploys what is wanted beside what is published. Who publishes meanwhile loses nothing. */
async function release(inputs: Inputs, call: Call): Promise<LiveBuildLive> {
  let base = await served(call, inputs);
  let ours: string | undefined;
  /** Whether a build has other published versions than the one of the moment, and is not our own of a moment ago. */
  const differs = (build: BuildInstance | undefined, kept: string[]) =>
    build !== undefined && build.sid !== ours && !same(versionsIn(build, inputs.published), kept);
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const kept = versionsIn(base, inputs.published);
    const sid = await built(inputs, kept, call);
    const before = await served(call, inputs);
    if (differs(before, kept)) {
      base = before;
      continue;
    }
    await environmentOf(call, inputs).deployments.create({ buildSid: sid });
    // Between the look and the deployment somebody may have deployed: then it was that one which ours has displaced.
    const [, displaced] = await environmentOf(call, inputs).deployments.list({ limit: 2 });
    const last = displaced?.buildSid
      ? await serviceOf(call, inputs).builds(displaced.buildSid).fetch()
      : undefined;
    if (!differs(last, kept)) {
      return { inputs, outputs: { buildSid: sid, accountSid: call.accountSid } };
    }
    [base, ours] = [last, sid];
  }
  throw new Error(
    `the assets of environment ${inputs.environmentSid} were published ${ATTEMPTS} times while it was built. What was published is ` +
      "served. Bring the stack up again when nobody publishes",
  );
}

/** A complete build of the wanted versions. */
async function built(inputs: Inputs, kept: string[], call: Call): Promise<string> {
  const { functionVersions, assetVersions, dependencies, runtime } = inputs;
  const { builds } = serviceOf(call, inputs);
  let build = await builds.create({
    functionVersions,
    assetVersions: [...assetVersions, ...kept],
    dependencies: dependencies.length > 0 ? JSON.stringify(dependencies) : undefined,
    runtime,
  });
  while (whyNotBuilt(inputs.serviceSid, build) !== undefined) {
    await call.clock.sleep(call.pollMs, call.signal);
    build = await builds(build.sid).fetch();
  }
  return build.sid;
}

export const liveBuildHandlers = handlersOf(LiveBuild, {
  within: ["serviceSid"],
  async list({ serviceSid }, call): Promise<LiveBuildLive[]> {
    const environments = await environmentsOf(call, serviceSid);
    const builds = new Map((await buildsOf(call, serviceSid)).map((build) => [build.sid, build]));
    return environments.map(({ sid, buildSid }) =>
      tell({ serviceSid, environmentSid: sid }, builds.get(buildSid)),
    );
  },
  async fetch(place, call): Promise<LiveBuildLive> {
    return tell(place, await served(call, place));
  },
  async complete(live, state, place, call) {
    const { buildSid } = live.outputs;
    if (!buildSid) return undefined; // Nothing is deployed any more.
    const published = state.published ?? [];
    const build = (await buildsOf(call, place.serviceSid)).find(({ sid }) => sid === buildSid);
    const kept = new Set(versionsIn(build, published));
    const { functionVersions, assetVersions, dependencies } = live.inputs;
    const own = state.dependencies;
    return {
      ...live,
      inputs: {
        ...live.inputs,
        published,
        functionVersions: inOrderOf(state.functionVersions, functionVersions),
        assetVersions: inOrderOf(
          state.assetVersions,
          assetVersions?.filter((sid) => !kept.has(sid)),
        ),
        // Twilio adds packages of its own.
        dependencies: own
          ? dependencies?.filter(({ name }) => own.some((one) => one.name === name))
          : dependencies,
      },
    };
  },
  create: (inputs, call) => release(inputs, call),
  update: (_, { inputs }, call) => release(inputs, call),
  async delete(place, { buildSid }, call) {
    const { buildSid: live } = await environmentOf(call, place).fetch();
    // What was published since was built on ours.
    if (live && buildSid) await environmentOf(call, place).deployments.create({});
  },
});
