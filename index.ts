import { bundle } from "./bundle/bundle.ts";
import { loadNetwork } from "./bundle/network.ts";
import { numbersCalled } from "./bundle/numbers-called.ts";
import { secretsFor } from "./bundle/secrets.ts";
import { coreServices, type SharedServiceName, sharedServices } from "./bundle/services.ts";
import { Browsers } from "./components/browsers.ts";
import { Environment, type VariablesOf } from "./components/environment.ts";
import { ErrorLog } from "./components/error-log.ts";
import { Lab } from "./components/lab.ts";
import { LastStop } from "./components/last-stop.ts";
import { Minutes } from "./components/minutes.ts";
import { Pager } from "./components/pager.ts";
import { Phones } from "./components/phones.ts";
import { Release } from "./components/release.ts";
import { Router } from "./components/router.ts";
import { OwnShared, sharedFrom, sharedOutputs } from "./components/shared.ts";
import { SipDomain } from "./components/sip-domain.ts";
import { readConfig } from "./config.ts";
import { dialVariablesOf, sipDomainsOf } from "./dialplan/variables.ts";
import type * as pulumi from "./pulumi.ts";

// Sources run as they stand. The SDK takes a stack trace for each promise, and would look for each line in source maps.
Reflect.deleteProperty(Error, "prepareStackTrace");

// Every input is read and checked before the first resource is asked for.
const config = readConfig();
const network = loadNetwork(config);
const services = sharedServices(config.systems);
const bundled = await bundle({ settings: network.settings, services: [...coreServices, ...config.systems] });
const { router: routerBundle, ...bundles } = bundled;

const { environment } = config;
const protect = environment === "prod";

// What all environments share: made by this stack, or by the one that `sharedFrom` names.
const common = config.sharedFrom ? await sharedFrom(config.sharedFrom) : new OwnShared("shared", { bundles });
const { credentialListSid } = common;

// Where phones register and call from: with emergency calling, and without.
export const sipDomains = sipDomainsOf(config);

// The dialer answers calls; the fallback steps in when it fails. Each is served under a domain of this environment.
function buildOf(name: SharedServiceName): pulumi.Input<string> {
  const { serviceSid, buildSid } = common.service(name);
  if (typeof config.build === "object") return config.build[name] ?? buildSid;
  if (!config.sharedFrom || config.build !== "here") return buildSid;
  return new Release(name, { serviceSid, bundle: bundles[name] }).buildSid;
}
function serve(name: SharedServiceName, more: VariablesOf = () => ({})): Environment {
  const { serviceSid } = common.service(name);
  const secrets = secretsFor(name, network.variables);
  const variables: VariablesOf = (host) => ({ ENVIRONMENT: environment, ...more(host), ...secrets });
  return new Environment(name, { serviceSid, serves: buildOf(name), environment, variables }, { protect });
}
const fallback = serve("fallback");
const browsers = network.clients.some(({ browser }) => browser)
  ? new Browsers("browsers", { environment, sipDomain: sipDomains.emergency })
  : undefined;
const minutes = new Minutes("minutes", { environment });
const dialer = serve("dialer", (host) => ({
  ...dialVariablesOf(config),
  SYNC_SERVICE_SID: minutes.serviceSid,
  ...browsers?.answeredBy({ dialer: host, fallback: fallback.domainName }),
}));
const webhooks = { dialer: dialer.domainName, fallback: fallback.domainName };
new ErrorLog("error log", { environment, domainName: dialer.domainName });
// What is the account's belongs to the environment that owns the main number.
if (network.main) {
  const { countries } = network.settings.dialPlan;
  const { otherCountries, billAlarm } = config;
  const numbers = numbersCalled(network.settings);
  const { domainName } = dialer;
  new LastStop("last stop", { countries, numbers, otherCountries, billAlarm, domainName });
}

for (const [kind, domainName] of Object.entries(sipDomains)) {
  const emergencyCalling = kind === "emergency";
  new SipDomain(kind, { domainName, emergencyCalling, credentialListSid, webhooks });
}

// The phones of this environment, their numbers, and the main number.
const phones = new Phones("phones", { network, credentialListSid, webhooks, sipDomains, browsers, protect });

// What the network has beside its phones.
const beside = { environment, serve, protect };
const { lab: labSettings, pager: pagerSettings, router: routerSettings } = network.settings;
/** Each under its name, where there is one. */
export const systems = {
  ...(labSettings && { lab: new Lab("lab", { ...beside, settings: labSettings }).outputs }),
  ...(pagerSettings && { pager: new Pager("pager", { ...beside, settings: pagerSettings }).outputs }),
  ...(routerSettings && {
    router: new Router("router", {
      ...beside,
      settings: routerSettings,
      network: config.network,
      bundle: routerBundle,
      fallback: fallback.domainName,
    }).outputs,
  }),
};

export const service = common.service("dialer").serviceSid;
export const build = dialer.buildSid;
export const domain = dialer.domainName;
export const clients = phones.accounts;
export const webPhones = phones.browserAccounts;
export const numbers = phones.numbers;
/** What other stacks refer to. */
export const shared = sharedOutputs(common, services);
