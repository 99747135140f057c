import * as twilio from "@pulumi/twilio";
import * as pulumi from "../pulumi.ts";

export interface EnvironmentArgs {
  /** SID of the serverless service. */
  serviceSid: pulumi.Input<string>;
  /** SID of the build it serves, or what goes into one beside assets that others publish while it runs. */
  serves: pulumi.Input<string> | LiveParts;
  /** Unique name and domain suffix, such as `stage`: at most 16 characters. */
  environment: string;
  /** What the functions find in their context, for the host that serves them. Every value is kept as a secret. */
  variables: VariablesOf;
}

/** What a build is made of that others publish assets of. */
export type LiveParts = Omit<
  ConstructorParameters<typeof twilio.serverless.LiveBuild>[1],
  "serviceSid" | "environmentSid"
>;

/** Variables that follow from the host, without scheme, which is known before it serves anything. */
export type VariablesOf = (host: pulumi.Output<string>) => Record<string, pulumi.Input<string>>;

/**
 * An environment of a serverless service with its variables, serving one build under a domain of its own.
 * {@link https://www.twilio.com/docs/serverless/api/resource/environment}
 */
export class Environment extends pulumi.ComponentResource {
  /** Host that serves the functions, without scheme. Known once the build is served there. */
  readonly domainName: pulumi.Output<string>;
  /** The build it serves. */
  readonly buildSid: pulumi.Output<string>;
  /** SID of the environment. */
  readonly sid: pulumi.Output<string>;

  constructor(name: string, args: EnvironmentArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dialer:components:Environment", name, {}, opts);
    const { serviceSid, serves } = args;

    const environment = new twilio.serverless.Environment(
      name,
      { serviceSid, uniqueName: args.environment, domainSuffix: args.environment, adopt: true },
      { parent: this, protect: opts?.protect },
    );
    const owned = { parent: this, protect: false, deletedWith: environment };
    const environmentSid = environment.sid;
    const variables = Object.entries(args.variables(environment.domainName)).map(
      ([key, value]) =>
        new twilio.serverless.Variable(
          `${name}/${key}`,
          { serviceSid, environmentSid, key, value: pulumi.secret(value), adopt: true },
          owned,
        ),
    );
    const place = { serviceSid, environmentSid };
    // Functions may read any variable from their first request on.
    const last = { ...owned, dependsOn: variables };
    const deployment = isLive(serves)
      ? new twilio.serverless.LiveBuild(name, { ...place, ...serves }, last)
      : new twilio.serverless.Deployment(name, { ...place, buildSid: serves }, last);

    // The deployment's ID stays when it serves another build: only what is new has to wait for it.
    this.domainName = pulumi.all([environment.domainName, deployment.id]).apply(([domain]) => domain);
    this.buildSid = deployment.buildSid;
    this.sid = environmentSid;
    this.registerOutputs({ domainName: this.domainName, buildSid: this.buildSid });
  }
}

function isLive(serves: EnvironmentArgs["serves"]): serves is LiveParts {
  return typeof serves === "object" && "published" in serves;
}
