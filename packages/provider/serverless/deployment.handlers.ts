import type { EnvironmentInstance } from "twilio/lib/rest/serverless/v1/service/environment.js";
import type { TwilioClient } from "../client/connection.ts";
import { isGone, isRefusal } from "../client/errors.ts";
import { handlersOf, type Live } from "../lifecycle/handlers.ts";
import { Deployment } from "./deployment.ts";
import { environmentsOf } from "./listed.ts";

interface Place {
  serviceSid: string;
  environmentSid: string;
}

/** An environment tells which build it serves, not by which deployment. */
const tell = ({ serviceSid, sid, accountSid, buildSid }: EnvironmentInstance) => ({
  inputs: { serviceSid, environmentSid: sid, buildSid },
  outputs: { accountSid },
});

const environment = (twilio: TwilioClient, { serviceSid, environmentSid }: Place) =>
  twilio.serverless.v1.services(serviceSid).environments(environmentSid);

/** The SID of the deployment that an environment serves now: its latest. */
async function latest(twilio: TwilioClient, place: Place): Promise<string | undefined> {
  return (await environment(twilio, place).deployments.list({ limit: 1 }))[0]?.sid;
}

/** The deployment of a build, when it is the one that the environment serves. */
async function current(twilio: TwilioClient, place: Place, buildSid: string) {
  const live = tell(await environment(twilio, place).fetch());
  if (live.inputs.buildSid !== buildSid) return undefined;
  return { ...live, outputs: { ...live.outputs, sid: await latest(twilio, place) } };
}

/** Tells a build that is not there from whatever else Twilio may refuse. */
async function assertBuild(twilio: TwilioClient, { serviceSid }: Place, buildSid: string): Promise<void> {
  try {
    await twilio.serverless.v1.services(serviceSid).builds(buildSid).fetch();
  } catch (cause) {
    if (!isGone(cause)) return;
    throw new Error(
      `the service ${serviceSid} has no build ${buildSid}: it was deleted, or belongs to another service. The environment ` +
        "goes on serving what it served. Name a build that exists; wherever builds are pinned, mend the pin",
      { cause },
    );
  }
}

async function deploy(twilio: TwilioClient, place: Place, buildSid: string) {
  try {
    const { sid, accountSid } = await environment(twilio, place).deployments.create({ buildSid });
    return { inputs: { ...place, buildSid }, outputs: { sid, accountSid } };
  } catch (error) {
    // Twilio refuses to deploy the build that is live already: then all is as it should be.
    const live = isRefusal(error) ? await current(twilio, place, buildSid) : undefined;
    if (live !== undefined) return live;
    await assertBuild(twilio, place, buildSid);
    throw error;
  }
}

type DeploymentLive = Live<Place & { buildSid: string }, { sid: string; accountSid: string }>;

export const deploymentHandlers = handlersOf(Deployment, {
  within: ["serviceSid"],
  async list({ serviceSid }, call): Promise<DeploymentLive[]> {
    return (await environmentsOf(call, serviceSid)).map(tell);
  },
  async fetch(place, { twilio }): Promise<DeploymentLive> {
    return tell(await environment(twilio, place).fetch());
  },
  async complete(live, state, place, { twilio }) {
    if (!live.inputs.buildSid) return undefined; // Nothing is deployed any more.
    const known = live.inputs.buildSid === state.buildSid ? state.sid : undefined;
    return { ...live, outputs: { ...live.outputs, sid: known ?? (await latest(twilio, place)) } };
  },
  create: ({ buildSid, ...place }, { twilio }) => deploy(twilio, place, buildSid),
  update: (place, { inputs }, { twilio }) => deploy(twilio, place, inputs.buildSid),
  async delete(place, { buildSid }, { twilio }) {
    const live = await environment(twilio, place).fetch();
    if (live.buildSid !== buildSid) return; // Somebody else has deployed since.
    await environment(twilio, place).deployments.create({});
  },
});
