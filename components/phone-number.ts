import * as twilio from "@pulumi/twilio";
import * as pulumi from "../pulumi.ts";

type NumberArgs = ConstructorParameters<typeof twilio.numbers.IncomingPhoneNumber>[1];

/** What answers a number. */
export type NumberWebhooks = Pick<
  NumberArgs,
  "voiceUrl" | "voiceMethod" | "voiceFallbackUrl" | "voiceFallbackMethod" | "smsUrl" | "smsMethod"
>;

export interface PhoneNumberArgs {
  /** E.164, such as `+15035550100`. */
  phoneNumber: string;
  friendlyName: string;
  /** Where emergency services are sent when this number calls them; left out: not registered. */
  address?: twilio.numbers.Address;
  /** What answers calls and texts; what is left out nobody answers. */
  webhooks: NumberWebhooks;
  /** Whether it takes an operator's word to give it up; else it is left on the account, for another stack to adopt. */
  protect: boolean;
}

/**
 * A number of the network.
 *
 * No stack gives it up by itself: a number that was given up can hardly be had again. Named by its number, not by
 * whose it is: two phones may swap theirs, and a phone may get another name, without one being given up.
 * {@link https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource}
 */
export class PhoneNumber extends pulumi.ComponentResource {
  readonly sid: pulumi.Output<string>;

  constructor(args: PhoneNumberArgs, opts?: pulumi.ComponentResourceOptions) {
    const { address, phoneNumber: name } = args;
    super("dialer:components:PhoneNumber", name, {}, opts);

    const number = new twilio.numbers.IncomingPhoneNumber(
      name,
      {
        phoneNumber: args.phoneNumber,
        friendlyName: args.friendlyName,
        voiceUrl: "",
        smsUrl: "",
        ...args.webhooks,
        adopt: true,
      },
      // The address first: nothing is bought before Twilio has accepted it.
      { parent: this, protect: args.protect, retainOnDelete: !args.protect, dependsOn: address },
    );
    if (address) {
      new twilio.numbers.EmergencyRegistration(
        name,
        { phoneNumberSid: number.sid, addressSid: address.sid },
        { parent: this },
      );
    }

    this.sid = number.sid;
    this.registerOutputs({ sid: this.sid });
  }
}
