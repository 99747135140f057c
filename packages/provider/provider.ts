import type * as pulumi from "@pulumi/pulumi";
import * as outputs from "@pulumi/pulumi/output.js";
import { mergeOptions, ProviderResource } from "@pulumi/pulumi/resource.js";
import { z } from "zod";
import { sid } from "./declare/properties.ts";
import type { Args } from "./declare/resource.ts";

/** The configuration of the provider, in stack configuration as `twilio:<name>` or in the arguments of {@link Provider}. */
export const configuration = {
  /** The SID of the account. Default: the environment variable TWILIO_ACCOUNT_SID. */
  accountSid: sid("AC", "an account").optional(),
  /** The account's auth token. Default: the environment variable TWILIO_AUTH_TOKEN. */
  authToken: z.string().min(1).optional(),
  /** The SID of an API key to use in place of the auth token. Default: the environment variable TWILIO_API_KEY. */
  apiKey: sid("SK", "an API key").optional(),
  /** The secret of the API key. Default: the environment variable TWILIO_API_SECRET. */
  apiSecret: z.string().min(1).optional(),
  /** The base URL of another Twilio, such as a local one: every host becomes a path under it. Default: the environment variable TWILIO_API_URL, else Twilio's own hosts. */
  apiUrl: z
    .string()
    .refine((text) => /^https?:$/.test(URL.parse(text)?.protocol ?? ""), "must be an http:// or https:// URL")
    .optional(),
  /** The region that processes requests, such as `ie1`. Default: the environment variable TWILIO_REGION, else Twilio's own. */
  region: z.string().min(1).optional(),
  /** The edge that requests enter through, such as `dublin`. Default: the environment variable TWILIO_EDGE, else Twilio's own. */
  edge: z.string().min(1).optional(),
  /** How many requests may be in flight at once; fewer are while Twilio answers "too many". Default: 64. */
  maxConcurrentRequests: z.coerce.number().int().min(1).max(1000).optional(),
  /** How many seconds to wait between two looks at a build or registration in progress. Default: 1. */
  pollInterval: z.coerce.number().positive().max(60).optional(),
};

/** The configuration that is kept encrypted in state and never shown. */
export const configurationSecrets: readonly (keyof typeof configuration)[] = ["authToken", "apiSecret"];

/** What {@link Provider} takes. */
export interface ProviderArgs
  extends Args<Omit<typeof configuration, "maxConcurrentRequests" | "pollInterval">> {
  maxConcurrentRequests?: pulumi.Input<number>;
  pollInterval?: pulumi.Input<number>;
}

/**
 * A provider with a configuration of its own, for stacks that speak to more than one account:
 * `new Domain(name, args, { provider })`. Without it the stack configuration `twilio:*` and the environment count.
 */
export class Provider extends ProviderResource {
  constructor(name: string, args: ProviderArgs = {}, opts?: pulumi.ResourceOptions) {
    const properties = Object.fromEntries(
      Object.entries(args).map(([key, value]) => [
        key,
        // The engine hands providers their configuration as text.
        outputs.output(value).apply((known) => (known === undefined ? undefined : String(known))),
      ]),
    );
    for (const key of configurationSecrets) {
      if (properties[key] !== undefined) properties[key] = outputs.secret(properties[key]);
    }
    super(
      "twilio",
      name,
      properties,
      mergeOptions(opts, { additionalSecretOutputs: [...configurationSecrets] }),
    );
  }
}
