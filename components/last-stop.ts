import * as twilio from "@pulumi/twilio";
import type { DialPlan } from "../dialplan/dial-plan.ts";
import * as pulumi from "../pulumi.ts";

export interface LastStopArgs {
  /** Where phones may call, as the dial plan says. */
  countries: DialPlan["countries"];
  /** The price of a day at which the team is told, in the account's currency; left out: nobody is. */
  billAlarm?: string | undefined;
  /** Domain whose `/usage-alert` tells the team, without scheme. */
  domainName: pulumi.Input<string>;
}

/**
 * What Twilio itself can do for the whole account if all of ours has failed: call no numbers of high risk in the
 * countries of the dial plan, and tell what a day has cost. Neither is asked about emergency calls.
 * {@link https://www.twilio.com/docs/usage/anti-fraud-developer-guide}
 */
export class LastStop extends pulumi.ComponentResource {
  constructor(name: string, args: LastStopArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dialer:components:LastStop", name, {}, opts);
    const { countries, billAlarm, domainName } = args;
    const child = { parent: this };

    // Twilio counts Canada to the United States.
    for (const isoCode of new Set(countries.map((country) => (country === "CA" ? "US" : country)))) {
      const ordinaryOnly = {
        lowRiskNumbersEnabled: true,
        highRiskSpecialNumbersEnabled: false,
        highRiskTollfraudNumbersEnabled: false,
      };
      new twilio.voice.DialingPermissions(isoCode, { isoCode, ...ordinaryOnly }, child);
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
