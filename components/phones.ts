import * as pulumi from "@pulumi/pulumi";
import * as twilio from "@pulumi/twilio";
import type { Network } from "../bundle/network.ts";
import type { Client as Phone } from "../dialplan/clients.ts";
import { Client } from "./client.ts";
import { PhoneNumber } from "./phone-number.ts";
import { voiceUrls, type Webhooks } from "./webhooks.ts";

export interface PhonesArgs {
  network: Network;
  credentialListSid: pulumi.Input<string>;
  webhooks: Webhooks;
  /** SIP domains of the environment. */
  sipDomains: Record<Phone["domain"], string>;
  /** Whether it takes an operator's word to give up a number. */
  protect: boolean;
}

/** What somebody needs to set up a phone. */
export interface PhoneAccount {
  domain: string;
  username: string;
  password: pulumi.Output<string>;
  /** The number it shows, E.164. */
  callerId: string;
}

/**
 * What emergency services are told of an address. Twilio registers an address when it is attached to a number: another
 * street must become another address, to which the registration moves, or help goes to the old one.
 * {@link https://www.twilio.com/docs/voice/sip/api/emergency-calling-api#change-address}
 */
const whereItIs = ["customerName", "street", "streetSecondary", "city", "region", "postalCode"];

/** The phones of an environment with their numbers, the main number, and the addresses where these are registered. */
export class Phones extends pulumi.ComponentResource {
  /** By extension. The passwords in it are secret. */
  readonly accounts: Record<string, PhoneAccount>;
  /** Numbers of this environment, E.164. */
  readonly numbers: string[];

  constructor(name: string, args: PhonesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dialer:components:Phones", name, {}, opts);
    const { network, credentialListSid, webhooks, sipDomains, protect } = args;
    const { main, clients } = network;
    const child = { parent: this };

    const addresses = new Map(
      Object.entries(network.addresses).map(([place, address]) => [
        place,
        new twilio.numbers.Address(
          place,
          {
            ...address,
            friendlyName: `${place} (${network.environment})`,
            emergencyEnabled: true,
            adopt: true,
          },
          { ...child, replaceOnChanges: whereItIs },
        ),
      ]),
    );
    const numberArgs = (phoneNumber: string, role: string, place?: string) => ({
      phoneNumber,
      friendlyName: `${role} (${network.environment})`,
      address: place === undefined ? undefined : addresses.get(place),
      // Calls reach the environment's phones, texts nobody.
      webhooks: voiceUrls(webhooks, "/sip-incoming"),
      protect,
    });

    if (main) {
      new PhoneNumber(numberArgs(main.number, "main number", main.address), child);
      // Whoever owns the main number keeps the list clean for all: a stage that is ahead must not lock out prod's phones.
      const usernames = Object.keys(network.settings.clients.clients);
      new twilio.sip.ExclusiveCredentials("declared", { credentialListSid, usernames }, child);
    }
    const account = ({ extension, number, callerId, domain }: Phone): PhoneAccount => {
      const own = number && numberArgs(number.phoneNumber, extension, number.address);
      const { password } = new Client(extension, { extension, credentialListSid, number: own }, child);
      return { domain: sipDomains[domain], username: extension, password, callerId };
    };
    this.accounts = Object.fromEntries(clients.map((each) => [each.extension, account(each)]));
    this.numbers = [main?.number, ...clients.map(({ number }) => number?.phoneNumber)].filter(
      (each) => each !== undefined,
    );

    this.registerOutputs({});
  }
}
