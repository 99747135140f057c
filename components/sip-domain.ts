import * as twilio from "@pulumi/twilio";
import * as pulumi from "../pulumi.ts";
import { voiceUrls, type Webhooks } from "./webhooks.ts";

export interface SipDomainArgs {
  /** `<label>.sip.twilio.com`. Unique among all of Twilio's customers. */
  domainName: string;
  credentialListSid: pulumi.Input<string>;
  /** Whether 911 and 933 may be dialled over the domain. */
  emergencyCalling: boolean;
  webhooks: Webhooks;
}

/**
 * A SIP domain on which phones register and from which they call, both with a credential of one list.
 * {@link https://www.twilio.com/docs/voice/api/sip-domain-resource}
 */
export class SipDomain extends pulumi.ComponentResource {
  constructor(name: string, args: SipDomainArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dialer:components:SipDomain", name, {}, opts);
    const { credentialListSid } = args;

    const domain = new twilio.sip.Domain(
      name,
      {
        domainName: args.domainName,
        friendlyName: args.domainName.replace(".sip.twilio.com", "").slice(0, 40),
        sipRegistration: true,
        emergencyCallingEnabled: args.emergencyCalling,
        ...voiceUrls(args.webhooks, "/sip-outgoing"),
        adopt: true,
      },
      { parent: this },
    );
    const owned = { parent: this, deletedWith: domain };
    const mapping = { domainSid: domain.sid, credentialListSid, adopt: true };
    // Two mappings of the same list: without the one for calls Twilio refuses every call of a registered phone.
    new twilio.sip.AuthCallsCredentialListMapping(name, mapping, owned);
    new twilio.sip.AuthRegistrationsCredentialListMapping(name, mapping, owned);

    this.registerOutputs({});
  }
}
