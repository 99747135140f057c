import { type Address, type Client, type ClientsFile, clientsOf, ownerOfMain } from "../dialplan/clients.ts";
import { InvalidNetwork } from "../dialplan/problems.ts";
import { readEnvironmentFile } from "./environment-file.ts";
import { coreServices, type SystemName } from "./services.ts";
import { readSettings, type Settings } from "./settings.ts";

export interface LoadArgs {
  /** The project's folder; the working folder unless given. */
  root?: string;
  /** The environment to load, such as `stage`. */
  environment: string;
  /** File with the secrets of its functions, relative to `root`; `.env.<environment>` unless given. */
  envFile?: string;
  /** What the network has beside its phones; nothing unless given. */
  systems?: readonly SystemName[];
}

/** The network as people wrote it down, checked, as far as it concerns one environment. */
export interface Network {
  environment: string;
  /** What all environments have in common: `bundle` builds it in. */
  settings: Settings;
  /** The phones of this environment. */
  clients: Client[];
  /** The network's main number, if this environment owns it: prod does. */
  main?: ClientsFile["main"];
  /** The addresses at which numbers of this environment are to be registered, by name. */
  addresses: Record<string, Address>;
  /** Secrets for the functions' variables; those that are not set are left out. */
  variables: Record<string, string>;
}

/**
 * Reads and checks everything that people edit: `clients.json`, `dial-plan.json` and the environment's secrets.
 * @throws {InvalidNetwork} with every problem of all files
 */
export function loadNetwork(args: LoadArgs): Network {
  const { root = ".", environment, envFile = `.env.${environment}`, systems = [] } = args;
  const { settings, problems } = readSettings(root, systems);
  const { variables, problems: more } = readEnvironmentFile(root, envFile, [...coreServices, ...systems]);
  if (!settings || problems.length + more.length > 0) throw new InvalidNetwork([...problems, ...more]);

  const clients = clientsOf(settings.clients).filter((client) => client.environment === environment);
  const main = environment === ownerOfMain ? settings.clients.main : undefined;
  const used = new Set([main?.address, ...clients.map(({ number }) => number?.address)]);
  const addresses = Object.entries(settings.clients.addresses).filter(([name]) => used.has(name));
  return { environment, settings, clients, main, addresses: Object.fromEntries(addresses), variables };
}
