import * as pulumi from "@pulumi/pulumi";
import * as twilio from "@pulumi/twilio";
import { z } from "zod";
import type { ServiceBundle, ServiceName } from "../bundle/bundle.ts";
import { Release } from "./release.ts";

/** What the environments of a network have in common. One stack makes it, the others refer to it. */
export interface Shared {
  credentialListSid: pulumi.Input<string>;
  services: Record<ServiceName, { serviceSid: pulumi.Input<string>; buildSid: pulumi.Input<string> }>;
}

export interface OwnSharedArgs {
  /** What the services serve. */
  bundles: Record<ServiceName, ServiceBundle>;
}

/** The shared part, made by the stack that owns it. Protected: other environments live on it. */
export class OwnShared extends pulumi.ComponentResource implements Shared {
  readonly credentialListSid: pulumi.Output<string>;
  readonly services: Record<
    ServiceName,
    { serviceSid: pulumi.Output<string>; buildSid: pulumi.Output<string> }
  >;

  constructor(name: string, args: OwnSharedArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dialer:components:Shared", name, {}, opts);
    const protectedChild = { parent: this, protect: true };

    const credentialList = new twilio.sip.CredentialList(
      name,
      { friendlyName: "sip-direct", adopt: true },
      protectedChild,
    );
    const release = (uniqueName: ServiceName) => {
      const { sid: serviceSid } = new twilio.serverless.Service(
        uniqueName,
        { uniqueName, friendlyName: uniqueName, includeCredentials: true, uiEditable: false, adopt: true },
        protectedChild,
      );
      const bundle = args.bundles[uniqueName];
      const { buildSid } = new Release(uniqueName, { serviceSid, bundle }, { parent: this });
      return { serviceSid, buildSid };
    };

    this.credentialListSid = credentialList.sid;
    this.services = { dialer: release("dialer"), fallback: release("fallback") };
    this.registerOutputs({ credentialListSid: this.credentialListSid, services: this.services });
  }
}

const reference = z.object({
  service: z.string().regex(/^ZS[0-9a-f]{32}$/),
  build: z.string().regex(/^ZB[0-9a-f]{32}$/),
});

/** What the owning stack must have as its output `shared`. */
const sharedOutput = z.object({
  credentialList: z.string().regex(/^CL[0-9a-f]{32}$/),
  dialer: reference,
  fallback: reference,
});

/** The output from which {@link sharedFrom} reads. */
export function sharedOutputs({
  credentialListSid,
  services,
}: Shared): pulumi.Output<z.infer<typeof sharedOutput>> {
  const of = ({ serviceSid, buildSid }: Shared["services"][ServiceName]) =>
    pulumi.output({ service: serviceSid, build: buildSid });
  return pulumi.output({
    credentialList: credentialListSid,
    dialer: of(services.dialer),
    fallback: of(services.fallback),
  });
}

/**
 * The shared part of a network, as the stack that owns it says.
 * @param stack `stage`, or in full `organization/dialer/stage`
 * @throws when that stack has no such output, or a malformed one: deploying without it would undeploy the network
 */
export function sharedFrom(stack: string): Shared {
  const owner = stack.includes("/") ? stack : `${pulumi.getOrganization()}/${pulumi.getProject()}/${stack}`;
  const output = new pulumi.StackReference(owner).requireOutput("shared").apply((value) => {
    const parsed = sharedOutput.safeParse(value);
    if (parsed.success) return parsed.data;
    throw new Error(
      `Stack ${owner}: its output "shared" is not what this stack can build on: ${z.prettifyError(parsed.error)}. ` +
        `Bring that stack up first: pulumi up -s ${stack}`,
    );
  });
  const service = (name: ServiceName) => ({
    serviceSid: output.apply((shared) => shared[name].service),
    buildSid: output.apply((shared) => shared[name].build),
  });
  return {
    credentialListSid: output.apply((shared) => shared.credentialList),
    services: { dialer: service("dialer"), fallback: service("fallback") },
  };
}
