import type { Twilio } from "twilio";
import type { Builds } from "./stack-file.ts";

interface Deployment {
  buildSid: string;
  dateCreated: Date;
}

/** Deployments of one `up` are this close together, in milliseconds. */
const oneUp = 60_000;

export interface Services {
  /** SID of the service that says how far back the way goes. */
  dialer: string;
  /** SIDs of those that go back with it, by name. */
  beside: Record<string, string>;
}

/**
 * The builds that an environment served before the ones it serves now.
 *
 * What goes back with the dialer goes back to what stood beside it: its build and the fallback's carry the same
 * emergency table. Twilio does not tell which belong together; what was deployed within a minute counts as deployed
 * together.
 * @throws when an environment never served anything else
 */
export async function previousBuilds(
  client: Twilio,
  services: Services,
  environment: string,
): Promise<Builds> {
  const dialer = await deployments(client, services.dialer, environment);
  const current = dialer[0]?.buildSid;
  const at = dialer.findIndex(({ buildSid }) => buildSid !== current);
  const earlier = dialer[at];
  const successor = dialer[at - 1];
  if (!earlier || !successor) {
    throw new Error(`${environment} has never served another build than ${current ?? "none at all"}`);
  }
  const until = successor.dateCreated.getTime() - oneUp;
  const beside = Object.entries(services.beside).map(async ([name, service]) => {
    const all = await deployments(client, service, environment);
    const stood = all.find(({ dateCreated }) => dateCreated.getTime() < until) ?? all.at(-1);
    if (!stood) throw new Error(`${environment} has no ${name}: bring its stack up first`);
    return [name, stood.buildSid];
  });
  return { dialer: earlier.buildSid, ...Object.fromEntries(await Promise.all(beside)) };
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
