import * as twilio from "@pulumi/twilio";
import { browserPassword } from "../dialplan/browser-password.ts";
import type { BrowserVariables } from "../dialplan/variables.ts";
import * as pulumi from "../pulumi.ts";
import { voiceUrls, type Webhooks } from "./webhooks.ts";

export interface BrowsersArgs {
  /** Name of the environment, such as `stage`. */
  environment: string;
  /** The SIP domain that their calls are taken to come over: it says on which environment. */
  sipDomain: string;
}

/** Browsers that are phones of the network, by Twilio's Voice SDK. {@link https://www.twilio.com/docs/voice/sdks} */
export class Browsers extends pulumi.ComponentResource {
  readonly #args: BrowsersArgs;
  readonly #name: string;
  readonly #key: twilio.api.Key;

  constructor(name: string, args: BrowsersArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dialer:components:Browsers", name, {}, opts);
    this.#args = args;
    this.#name = name;
    // It signs their tokens.
    this.#key = new twilio.api.Key(name, { friendlyName: this.#friendlyName }, { parent: this });
    this.registerOutputs({});
  }

  /** Lets webhooks answer their calls. Gives what the function needs that gives out tokens. */
  answeredBy(webhooks: Webhooks): Record<keyof BrowserVariables, pulumi.Output<string>> {
    const query = `?domain=${this.#args.sipDomain}`;
    const { sid } = new twilio.api.Application(
      this.#name,
      { friendlyName: this.#friendlyName, ...voiceUrls(webhooks, "/sip-outgoing", query), adopt: true },
      { parent: this },
    );
    return { API_KEY_SID: this.#key.sid, API_KEY_SECRET: this.#key.secret, TWIML_APP_SID: sid };
  }

  /** The password with which a browser gets its tokens. Secret. */
  password(extension: string): pulumi.Output<string> {
    return pulumi.secret(this.#key.secret.apply((secret) => browserPassword(extension, secret)));
  }

  get #friendlyName(): string {
    return `${this.#name} (${this.#args.environment})`;
  }
}
