import type { Twilio } from "twilio";
import type { Builds } from "./stack-file.ts";

interface Deployment {
  buildSid: string;
  dateCreated: Date;
}

/** Deployments of one `up` are this close together, in milliseconds. */
const oneUp = 60_000;

/**
 * The builds that an environment served before the ones it serves now.
 *
 * The fallback's build is the one that stood beside the dialer's: the two carry the same emergency table. Twilio does
 * not tell which belong together; what was deployed within a minute counts as deployed together.
 * @param services SIDs of the serverless services
 * @throws when an environment never served anything else
 */
export async function previousBuilds(client: Twilio, services: Builds, environment: string): Promise<Builds> {
  const [dialer, fallback] = await Promise.all([
    deployments(client, services.dialer, environment),
    deployments(client, services.fallback, environment),
  ]);
  const current = dialer[0]?.buildSid;
  const at = dialer.findIndex(({ buildSid }) => buildSid !== current);
  const earlier = dialer[at];
  const successor = dialer[at - 1];
  if (!earlier || !successor) {
    throw new Error(`${environment} has never served another build than ${current ?? "none at all"}`);
  }
  const beside =
    fallback.find(({ dateCreated }) => dateCreated.getTime() < successor.dateCreated.getTime() - oneUp) ??
    fallback.at(-1);
  if (!beside) throw new Error(`${environment} has no fallback: bring its stack up first`);
  return { dialer: earlier.buildSid, fallback: beside.buildSid };
}

/** Deployments of an environment, newest first; those that took a build away are left out. */
async function deployments(client: Twilio, serviceSid: string, environment: string): Promise<Deployment[]> {
  const service = client.serverless.v1.services(serviceSid);
  const found = (await service.environments.list()).find(({ uniqueName }) => uniqueName === environment);
  if (!found) throw new Error(`service ${serviceSid} has no environment ${environment}`);
  const all = await service.environments(found.sid).deployments.list();
  return all
    .filter(({ buildSid }) => buildSid)
    .sort((a, b) => b.dateCreated.getTime() - a.dateCreated.getTime());
}
