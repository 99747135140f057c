import type { BenchProject } from "../project.ts";

/** Files of the network, from the project's folder. */
export const functions = ["incoming", "outgoing", "menu", "status"].map((name) => `functions/${name}.js`);
export const assets = ["hold.txt", "busy.txt"].map((name) => `assets/${name}`);
/** Holds how many clients there are. */
export const clientsFile = "clients.txt";
/** Holds the build that the second environment serves; there is none without it. */
export const pinFile = "pin.txt";

const domains = 4;
const mappings = 2 * domains;

/** How long Twilio takes, in milliseconds: for each request, and for a build. */
export interface Delays {
  latencyMs: number;
  buildMs: number;
}

export const usualDelays: Delays = { latencyMs: 100, buildMs: 2_000 };

/** What has to be sent at the least, and how long it takes at the least: seconds. */
export interface Least {
  writes: number;
  reads: number;
  seconds: number;
}

/** The steps that are measured, in their order. */
export const steps = ["first up", "preview", "drift check", "one client", "one function", "destroy"] as const;
export type Step = (typeof steps)[number];

/**
 * The lower bounds for a network of so many clients, of which the last comes later (a credential list holds 1,000):
 * requests that cannot be done without, and the larger of the longest chain of them and all of them at so many in flight.
 */
export function least(
  clients: number,
  inFlight: number,
  { latencyMs, buildMs }: Delays,
): Record<Step, Least> {
  const latency = latencyMs / 1000;
  const build = buildMs / 1000;
  const bound = (writes: number, reads: number, chain: number): Least => ({
    writes,
    reads,
    seconds: Math.max(chain, (Math.ceil((writes + reads) / inFlight) * latencyMs) / 1000),
  });
  // Each function and asset is made and uploaded; service, build, environment, deployment, credential list.
  const contents = functions.length + assets.length;
  const first = 2 * contents + 5 + domains + mappings + 2 * (clients - 1);
  // Services, functions, assets, builds, environments, domains, credential lists, credentials, numbers, and both kinds of
  // mappings of each domain, a page for each thousand.
  const lists = 7 + mappings + 2 * Math.ceil(clients / 1000);
  return {
    // Service, function, version, build, its status, deployment. Services, domains, lists and numbers may exist already.
    "first up": bound(first, 1 + 4, 7 * latency + build),
    preview: bound(0, 0, 0),
    "drift check": bound(0, lists, latency),
    // The credential and the number may exist already.
    "one client": bound(2, Math.ceil(clients / 1000) * 2, 2 * latency),
    // Version, build, its status, deployment.
    "one function": bound(3, 1, 4 * latency + build),
    // The service, the domains before the list that they map, the numbers: all else goes with these. No number is given up
    // without a look whether it is still this stack's.
    destroy: bound(1 + domains + 1 + clients, clients, 2 * latency),
  };
}

/** Writes the functions and assets. */
export function writeFiles(project: BenchProject): void {
  for (const path of functions) writeFunction(project, path, "first");
  for (const path of assets) project.write(path, `what stands in ${path}\n`);
}

export function writeClients(project: BenchProject, clients: number): void {
  project.write(clientsFile, String(clients));
}

/** Writes a function; another word makes it another version. */
export function writeFunction(project: BenchProject, path: string, word: string): void {
  project.write(
    path,
    `exports.handler = (context, event, callback) => callback(null, ${JSON.stringify(`${word} ${path}`)});\n`,
  );
}
