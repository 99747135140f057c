import * as twilio from "@pulumi/twilio";
import type { ServiceBundle } from "../bundle/bundle.ts";
import * as pulumi from "../pulumi.ts";
import { routesPath } from "../systems/router/routes.ts";
import type { RouterSettings } from "../systems/router/settings.ts";
import { contentsMap, versionsMap } from "../systems/router/versions.ts";
import { Environment, type LiveParts } from "./environment.ts";
import { memory } from "./memory.ts";
import { runtime, upload } from "./release.ts";
import type { SystemArgs } from "./system.ts";

export interface RouterArgs extends Omit<SystemArgs<RouterSettings>, "serve"> {
  /** Name of the network. */
  network: string;
  bundle: ServiceBundle;
  /** Domain of the fallback's environment, without scheme. */
  fallback: pulumi.Input<string>;
}

/** Where its administrators' tools find a router. */
export interface RouterPlace {
  /** Host of its functions, without scheme. */
  domain: pulumi.Output<string>;
  /** The SIP domain that carriers and telephone systems call. */
  sipDomain: string;
  service: pulumi.Output<string>;
  environment: pulumi.Output<string>;
  /** SID of the Sync service that has all versions of the routes. */
  memory: pulumi.Output<string>;
}

/**
 * The inbound router of a contact centre: a SIP domain whose calls go where routes lead them that administrators publish
 * while it runs. A service of its own for each environment, since what is published in one is nobody else's.
 */
export class Router extends pulumi.ComponentResource {
  readonly outputs: RouterPlace;

  constructor(name: string, args: RouterArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dialer:components:Router", name, {}, opts);
    const { settings, environment, protect } = args;
    const child = { parent: this };

    const uniqueName = `${name}-${environment}`;
    const service = new twilio.serverless.Service(
      uniqueName,
      { uniqueName, friendlyName: uniqueName, includeCredentials: true, uiEditable: false, adopt: true },
      { ...child, protect },
    );
    const maps = [versionsMap, contentsMap];
    const memorySid = memory(name, { environment, maps }, { ...child, protect });
    const serves = liveParts(name, service.sid, args.bundle, child);
    const variables = () => ({ ENVIRONMENT: environment, SYNC_SERVICE_SID: memorySid });
    const served = new Environment(
      name,
      { serviceSid: service.sid, environment, serves, variables },
      { ...child, protect },
    );

    const sipDomain = answerCalls(args, served.domainName, child);
    if (settings.flexEnvironment === environment) {
      const value = { serverless_functions_domain: served.domainName };
      new twilio.flex.ConfigurationKey(name, { key: "inbound_sip_router", value, adopt: true }, child);
    }
    const place = { service: service.sid, environment: served.sid, memory: memorySid };
    this.outputs = { domain: served.domainName, sipDomain, ...place };
    this.registerOutputs(this.outputs);
  }
}

/** What an `up` builds: all but the routes, which are published while the router runs. */
function liveParts(
  name: string,
  serviceSid: pulumi.Input<string>,
  bundle: ServiceBundle,
  child: { parent: pulumi.Resource },
): LiveParts {
  const [routes, others] = [true, false].map((published) =>
    bundle.assets.filter(({ path }) => (path === routesPath) === published),
  );
  const retained = { ...child, retainOnDelete: true };
  const own = upload(name, { serviceSid, bundle: { ...bundle, assets: others ?? [] } }, retained);
  const first = upload(
    name,
    { serviceSid, bundle: { ...bundle, functions: [], assets: routes ?? [] } },
    // What is in the repository is what a router begins with, and what was pulled since: neither is uploaded again.
    { ...retained, ignoreChanges: ["content"] },
  );
  return {
    functionVersions: own.functions.map(({ versionSid }) => versionSid),
    assetVersions: own.assets.map(({ versionSid }) => versionSid),
    published: first.assets.map(({ sid, versionSid }) => ({ assetSid: sid, initialVersionSid: versionSid })),
    dependencies: bundle.dependencies,
    runtime,
  };
}

/** The SIP domain, whose calls the router answers if they come from one of the addresses. */
function answerCalls(
  { network, environment, fallback, settings }: RouterArgs,
  router: pulumi.Input<string>,
  child: { parent: pulumi.Resource },
): string {
  const label = `router-${network}-${environment}`;
  const domainName = `${label}.sip.twilio.com`;
  const domain = new twilio.sip.Domain(
    label,
    {
      domainName,
      friendlyName: label.slice(0, 40),
      voiceUrl: pulumi.interpolate`https://${router}/inbound-sip-router`,
      voiceMethod: "POST",
      // A file, which is there when no function runs.
      voiceFallbackUrl: pulumi.interpolate`https://${fallback}/out-of-order.xml`,
      voiceFallbackMethod: "GET",
      voiceStatusCallbackUrl: pulumi.interpolate`https://${router}/status-callback`,
      voiceStatusCallbackMethod: "POST",
      adopt: true,
    },
    child,
  );
  const trunks = new twilio.sip.IpAccessControlList(label, { friendlyName: label, adopt: true }, child);
  const ipAccessControlListSid = trunks.sid;
  for (const trunk of new Set(settings.trunks[environment] ?? [])) {
    const [ipAddress = "", bits = "32"] = trunk.split("/");
    const address = { ipAddress, cidrPrefixLength: Number(bits), friendlyName: trunk };
    new twilio.sip.IpAddress(
      trunk,
      { ipAccessControlListSid, ...address, adopt: true },
      { ...child, deletedWith: trunks },
    );
  }
  new twilio.sip.AuthCallsIpAccessControlListMapping(
    label,
    { domainSid: domain.sid, ipAccessControlListSid, adopt: true },
    { ...child, deletedWith: domain },
  );
  return domainName;
}
