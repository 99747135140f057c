import type * as pulumi from "@pulumi/pulumi";
import { bundle, type ServiceName } from "./bundle/bundle.ts";
import { loadNetwork } from "./bundle/network.ts";
import { Environment } from "./components/environment.ts";
import { Phones } from "./components/phones.ts";
import { Release } from "./components/release.ts";
import { OwnShared, sharedFrom, sharedOutputs } from "./components/shared.ts";
import { SipDomain } from "./components/sip-domain.ts";
import { readConfig } from "./config.ts";

// Every input is read and checked before the first resource is asked for.
const config = readConfig();
const network = loadNetwork(config);
const bundles = await bundle({ settings: network.settings });

const protect = config.environment === "prod";

// What all environments share: made by this stack, or by the one that `sharedFrom` names.
const common = config.sharedFrom ? sharedFrom(config.sharedFrom) : new OwnShared("shared", { bundles });
const { credentialListSid, services } = common;

// Where phones register and call from: with emergency calling, and without.
export const sipDomains = {
  emergency: `direct-${config.network}-${config.environment}.sip.twilio.com`,
  nonemergency: `direct-${config.network}-nonemergency-${config.environment}.sip.twilio.com`,
};

// The dialer answers calls; the fallback steps in when it fails. Each is served under a domain of this environment.
function buildOf(name: ServiceName): pulumi.Input<string> {
  const { serviceSid, buildSid } = services[name];
  if (typeof config.build === "object") return config.build[name];
  if (!config.sharedFrom || config.build !== "here") return buildSid;
  return new Release(name, { serviceSid, bundle: bundles[name] }).buildSid;
}
function serve(name: ServiceName, variables: Record<string, string>): Environment {
  const { environment } = config;
  const args = { serviceSid: services[name].serviceSid, buildSid: buildOf(name), environment, variables };
  return new Environment(name, args, { protect });
}
const dialer = serve("dialer", {
  ENVIRONMENT: config.environment,
  TRUNK_HOST: config.trunkHost,
  ...(config.trunkRegion && { TRUNK_REGION: config.trunkRegion }),
  SIP_DOMAIN: sipDomains.emergency,
  SIP_DOMAIN_NONEMERGENCY: sipDomains.nonemergency,
  ...network.variables,
});
const fallback = serve("fallback", { ENVIRONMENT: config.environment, ...network.variables });
const webhooks = { dialer: dialer.domainName, fallback: fallback.domainName };

for (const [kind, domainName] of Object.entries(sipDomains)) {
  const emergencyCalling = kind === "emergency";
  new SipDomain(kind, { domainName, emergencyCalling, credentialListSid, webhooks });
}

// The phones of this environment, their numbers, and the main number.
const phones = new Phones("phones", { network, credentialListSid, webhooks, sipDomains, protect });

export const service = services.dialer.serviceSid;
export const build = dialer.buildSid;
export const domain = dialer.domainName;
export const clients = phones.accounts;
export const numbers = phones.numbers;
/** What other stacks refer to. */
export const shared = sharedOutputs(common);
