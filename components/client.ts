import * as pulumi from "@pulumi/pulumi";
import * as twilio from "@pulumi/twilio";
import { PhoneNumber, type PhoneNumberArgs } from "./phone-number.ts";

export interface ClientArgs {
  /** The name under which the phone registers and calls. */
  extension: string;
  credentialListSid: pulumi.Input<string>;
  /** The number that is this phone's own; left out: it has none. */
  number?: PhoneNumberArgs;
}

/** A phone: its credential and, where it has one, its number. */
export class Client extends pulumi.ComponentResource {
  /** Generated; at least 12 characters. Secret. */
  readonly password: pulumi.Output<string>;

  constructor(name: string, args: ClientArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dialer:components:Client", name, {}, opts);

    const credential = new twilio.sip.Credential(
      name,
      { credentialListSid: args.credentialListSid, username: args.extension, adopt: true },
      { parent: this },
    );
    if (args.number) {
      // The credential goes last: nobody can call in on a number whose phone can no longer register.
      new PhoneNumber(args.number, { parent: this, dependsOn: credential });
    }

    this.password = credential.password;
    this.registerOutputs({ password: this.password });
  }
}
