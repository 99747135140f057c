import * as twilio from "@pulumi/twilio";
import { z } from "zod";
import type { ServiceBundle } from "../bundle/bundle.ts";
import type { SharedServiceName } from "../bundle/services.ts";
import * as pulumi from "../pulumi.ts";
import { Release } from "./release.ts";

/** A serverless service and its current build. */
export interface Served {
  serviceSid: pulumi.Output<string>;
  buildSid: pulumi.Output<string>;
}

/** What the environments of a network have in common. One stack makes it, the others refer to it. */
export interface Shared {
  credentialListSid: pulumi.Output<string>;
  /** @throws if there is no such service */
  service(name: SharedServiceName): Served;
}

export interface OwnSharedArgs {
  /** What the services serve. */
  bundles: Partial<Record<SharedServiceName, ServiceBundle>>;
}

/** The shared part, made by the stack that owns it. Protected: other environments live on it. */
export class OwnShared extends pulumi.ComponentResource implements Shared {
  readonly credentialListSid: pulumi.Output<string>;
  readonly #services: Map<string, Served>;

  constructor(name: string, args: OwnSharedArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dialer:components:Shared", name, {}, opts);
    const protectedChild = { parent: this, protect: true };

    const credentialList = new twilio.sip.CredentialList(
      name,
      { friendlyName: "sip-direct", adopt: true },
      protectedChild,
    );
    const release = (uniqueName: string, bundle: ServiceBundle): Served => {
      const { sid: serviceSid } = new twilio.serverless.Service(
        uniqueName,
        { uniqueName, friendlyName: uniqueName, includeCredentials: true, uiEditable: false, adopt: true },
        protectedChild,
      );
      const { buildSid } = new Release(uniqueName, { serviceSid, bundle }, { parent: this });
      return { serviceSid, buildSid };
    };

    this.credentialListSid = credentialList.sid;
    this.#services = new Map(
      Object.entries(args.bundles).map(([each, bundle]) => [each, release(each, bundle)]),
    );
    this.registerOutputs({ credentialListSid: this.credentialListSid });
  }

  service(name: SharedServiceName): Served {
    const service = this.#services.get(name);
    if (!service) throw new Error(`There is no bundle of service ${name}.`);
    return service;
  }
}

const reference = z.object({
  service: z.string().regex(/^ZS[0-9a-f]{32}$/),
  build: z.string().regex(/^ZB[0-9a-f]{32}$/),
});

/** What the owning stack must have as its output `shared`. */
const sharedOutput = z.object({
  credentialList: z.string().regex(/^CL[0-9a-f]{32}$/),
  services: z.record(z.string(), reference),
});

/** The output from which {@link sharedFrom} reads. */
export function sharedOutputs(shared: Shared, services: readonly SharedServiceName[]) {
  const references = services.map((name) => {
    const { serviceSid, buildSid } = shared.service(name);
    return [name, { service: serviceSid, build: buildSid }];
  });
  return pulumi.output({
    credentialList: shared.credentialListSid,
    services: Object.fromEntries(references),
  });
}

/**
 * The shared part of a network, as the stack that owns it says. Waited for before anything is asked for: without it there is
 * nothing to deploy, and deploying nothing would undeploy the network.
 * @param stack `stage`, or in full `organization/dialer/stage`
 * @throws when that stack has no such output, or a malformed one
 */
export async function sharedFrom(stack: string): Promise<Shared> {
  const owner = stack.includes("/") ? stack : `${pulumi.getOrganization()}/${pulumi.getProject()}/${stack}`;
  const refuse = (problem: string): never => {
    throw new pulumi.RunError(
      `Stack ${owner}: its output "shared" is not what this stack can build on: ${problem}. ` +
        `Bring that stack up first: npm run pulumi -- up -s ${stack}`,
    );
  };
  const { value } = await new pulumi.StackReference(owner).getOutputDetails("shared");
  if (value === undefined) return refuse("it has none yet");
  const parsed = sharedOutput.safeParse(value);
  if (!parsed.success) return refuse(z.prettifyError(parsed.error));
  const { credentialList, services } = parsed.data;
  return {
    credentialListSid: pulumi.output(credentialList),
    service(name) {
      const { service, build } = services[name] ?? refuse(`it has no service "${name}"`);
      return { serviceSid: pulumi.output(service), buildSid: pulumi.output(build) };
    },
  };
}
