import * as twilio from "@pulumi/twilio";
import * as pulumi from "../pulumi.ts";
import { PhoneNumber, type PhoneNumberArgs } from "./phone-number.ts";

export interface ClientArgs {
  /** The name under which the phone registers and calls. */
  extension: string;
  credentialListSid: pulumi.Input<string>;
  /** The password of a browser, which has no SIP credential; left out: it is a SIP phone, and gets one. */
  password?: pulumi.Output<string>;
  /** The number that is this phone's own; left out: it has none. */
  number?: PhoneNumberArgs;
}

/** A phone: its credential, unless it is a browser, and, where it has one, its number. */
export class Client extends pulumi.ComponentResource {
  /** Generated; at least 12 characters. Secret. */
  readonly password: pulumi.Output<string>;

  constructor(name: string, args: ClientArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dialer:components:Client", name, {}, opts);

    const { credentialListSid, extension: username } = args;
    const own = { credentialListSid, username, adopt: true };
    const proof = args.password ?? new twilio.sip.Credential(name, own, { parent: this });
    const credential = proof instanceof twilio.sip.Credential ? proof : undefined;
    if (args.number) {
      // The credential goes last: nobody can call in on a number whose phone can no longer register.
      new PhoneNumber(args.number, { parent: this, dependsOn: credential });
    }

    this.password = proof instanceof twilio.sip.Credential ? proof.password : proof;
    this.registerOutputs({ password: this.password });
  }
}
