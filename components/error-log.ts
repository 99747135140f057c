import * as twilio from "@pulumi/twilio";
import * as pulumi from "../pulumi.ts";

export interface ErrorLogArgs {
  /** Name of the environment, such as `stage`. */
  environment: string;
  /** Domain whose `/error-log` hears of every error, without scheme. */
  domainName: pulumi.Input<string>;
}

/**
 * Sends Twilio's error log to the environment's functions. What the console's debugger can do with a webhook no API can
 * set; Event Streams does the same. {@link https://www.twilio.com/docs/events/event-types/errors/error-logs}
 */
export class ErrorLog extends pulumi.ComponentResource {
  constructor(name: string, args: ErrorLogArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dialer:components:ErrorLog", name, {}, opts);
    const description = `${name} (${args.environment})`;

    const sink = new twilio.events.Sink(
      name,
      { description, destination: pulumi.interpolate`https://${args.domainName}/error-log`, adopt: true },
      { parent: this },
    );
    new twilio.events.Subscription(
      name,
      {
        description,
        sinkSid: sink.sid,
        types: [{ type: "com.twilio.error-logs.error.logged" }],
        adopt: true,
      },
      { parent: this },
    );
    this.registerOutputs({});
  }
}
