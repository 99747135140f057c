import * as twilio from "@pulumi/twilio";
import type { DialPlan } from "../dialplan/dial-plan.ts";
import { countryOf } from "../dialplan/metadata.ts";
import * as pulumi from "../pulumi.ts";

export interface LastStopArgs {
  /** Where phones may call, as the dial plan says. */
  countries: DialPlan["countries"];
  /** Numbers that the network calls by itself, E.164: in their countries, too, nothing is closed. */
  numbers: readonly string[];
  /** Countries where something else of the account calls: they keep the permissions they have. */
  otherCountries: readonly string[];
  /** The price of a day at which the team is told, in the account's currency; left out: nobody is. */
  billAlarm?: string | undefined;
  /** Domain whose `/usage-alert` tells the team, without scheme. */
  domainName: pulumi.Input<string>;
}

/**
 * What Twilio itself can do for the whole account if all of ours has failed: call no numbers of high risk in the
 * countries of the dial plan, and none at all in others, and tell what a day has cost. None of it is asked about
 * emergency calls.
 * {@link https://www.twilio.com/docs/usage/anti-fraud-developer-guide}
 */
export class LastStop extends pulumi.ComponentResource {
  constructor(name: string, args: LastStopArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dialer:components:LastStop", name, {}, opts);
    const { countries, numbers, otherCountries, billAlarm, domainName } = args;
    const child = { parent: this };

    const called = atTwilio(countries);
    const others = atTwilio([...numbers.flatMap((number) => countryOf(number) ?? []), ...otherCountries]);
    const isoCodes = [...new Set([...called, ...others])].sort();
    const exclusive = new twilio.voice.ExclusiveDialingPermissions("countries", { isoCodes }, child);
    for (const isoCode of called) {
      const ordinaryOnly = {
        lowRiskNumbersEnabled: true,
        highRiskSpecialNumbersEnabled: false,
        highRiskTollfraudNumbersEnabled: false,
      };
      // Destroyed first: what it puts back may be what was closed before the dial plan named the country.
      const opts = { ...child, dependsOn: exclusive };
      new twilio.voice.DialingPermissions(isoCode, { isoCode, ...ordinaryOnly }, opts);
    }
    if (billAlarm !== undefined) {
      new twilio.usage.Trigger(
        "bill alarm",
        {
          friendlyName: "bill alarm",
          usageCategory: "totalprice",
          triggerBy: "price",
          triggerValue: billAlarm,
          recurring: "daily",
          callbackUrl: pulumi.interpolate`https://${domainName}/usage-alert`,
          adopt: true,
        },
        child,
      );
    }
    this.registerOutputs({});
  }
}

/** Twilio counts Canada to the United States. */
const atTwilio = (countries: readonly string[]) =>
  new Set(countries.map((country) => (country === "CA" ? "US" : country)));
