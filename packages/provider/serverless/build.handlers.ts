import type { BuildInstance } from "twilio/lib/rest/serverless/v1/service/build.js";
import { handlersOf } from "../lifecycle/handlers.ts";
import { same } from "../properties/values.ts";
import { Build } from "./build.ts";
import { buildsOf } from "./listed.ts";

/** A build's parts, which the official client leaves as Twilio sends them. */
export interface Parts {
  functionVersions: { sid: string }[] | null;
  assetVersions: { sid: string; asset_sid: string }[] | null;
  dependencies: { name: string; version: string }[] | null;
}

const tell = (build: BuildInstance) => {
  const { functionVersions, assetVersions, dependencies }: Parts = build;
  return {
    inputs: {
      serviceSid: build.serviceSid,
      functionVersions: (functionVersions ?? []).map(({ sid }) => sid),
      assetVersions: (assetVersions ?? []).map(({ sid }) => sid),
      dependencies: (dependencies ?? []).map(({ name, version }) => ({ name, version })),
      runtime: build.runtime,
    },
    outputs: { sid: build.sid, accountSid: build.accountSid, status: build.status },
    createdAt: build.dateCreated,
  };
};

export const buildHandlers = handlersOf(Build, {
  within: ["serviceSid"],
  async list({ serviceSid }, call) {
    return (await buildsOf(call, serviceSid)).map(tell);
  },
  async fetch({ serviceSid, sid }, { twilio }) {
    return tell(await twilio.serverless.v1.services(serviceSid).builds(sid).fetch());
  },
  async find(wanted, call) {
    const builds = await buildsOf(call, wanted.serviceSid);
    const found = builds
      .map(tell)
      .find((live) => live.outputs.status !== "failed" && isMadeOf(live.inputs, wanted));
    const { functionVersions, assetVersions, dependencies } = wanted;
    return found && { ...found, inputs: { ...found.inputs, functionVersions, assetVersions, dependencies } };
  },
  async complete(live, state) {
    // Twilio adds packages of its own and tells versions in its own order: neither is drift.
    const { functionVersions, assetVersions, dependencies } = live.inputs;
    return {
      ...live,
      inputs: {
        ...live.inputs,
        functionVersions: inOrderOf(state.functionVersions, functionVersions),
        assetVersions: inOrderOf(state.assetVersions, assetVersions),
        dependencies:
          state.dependencies === undefined
            ? dependencies
            : dependencies?.filter(({ name }) => state.dependencies?.some((own) => own.name === name)),
      },
    };
  },
  async create({ serviceSid, functionVersions, assetVersions, dependencies, runtime }, { twilio }) {
    const build = await twilio.serverless.v1.services(serviceSid).builds.create({
      functionVersions,
      assetVersions,
      dependencies: dependencies.length > 0 ? JSON.stringify(dependencies) : undefined,
      runtime,
    });
    const live = tell(build);
    return {
      ...live,
      inputs: { ...live.inputs, functionVersions, assetVersions, dependencies },
    };
  },
  pending: ({ inputs, outputs }) => whyNotBuilt(inputs.serviceSid, outputs),
  async delete({ serviceSid, sid }, _, { twilio }) {
    await twilio.serverless.v1.services(serviceSid).builds(sid).remove();
  },
  // Twilio refuses to delete the build that an environment serves.
  inUse: ({ status }) => status === 400 || status === 409,
});

/**
 * Why a build cannot be deployed yet; nothing when it can.
 * @throws when it never can
 */
export function whyNotBuilt(
  serviceSid: string | undefined,
  { sid, status }: { sid?: string; status?: string },
): string | undefined {
  if (status === "completed") return undefined;
  if (status !== "failed") return `Twilio is still building (${sid})`;
  throw new Error(
    `Twilio could not make the build ${sid}. Usually a package of dependencies cannot be installed (82003), ` +
      "a function cannot be loaded (82007), or the runtime is not offered. The build's log is in the Twilio console " +
      `under Functions and Assets, service ${serviceSid}. The next update makes a new build.`,
  );
}

/** Whether a build has the wanted parts, in whatever order, and the packages that Twilio adds. */
function isMadeOf(
  told: ReturnType<typeof tell>["inputs"],
  wanted: Omit<ReturnType<typeof tell>["inputs"], "runtime">,
) {
  return (
    same(told.functionVersions.toSorted(), wanted.functionVersions.toSorted()) &&
    same(told.assetVersions.toSorted(), wanted.assetVersions.toSorted()) &&
    wanted.dependencies.every((own) => told.dependencies.some((one) => same(one, own)))
  );
}

/** The same SIDs in the order in which they were declared; as they are when they are others. */
export function inOrderOf(declared: string[] | undefined, told: string[] | undefined): string[] | undefined {
  return same(declared?.toSorted(), told?.toSorted()) ? declared : told;
}
