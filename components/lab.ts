import * as pulumi from "@pulumi/pulumi";
import type { Environment } from "./environment.ts";
import { PhoneNumber } from "./phone-number.ts";

export interface LabArgs {
  /** Its number, E.164; left out: it can only be looked at. */
  number?: string;
  /** Whom texts go to if nobody else is named. */
  defaultTo: string;
  /** The environment that serves its functions. */
  served: Environment;
  environment: string;
  /** Whether it takes an operator's word to give up its number. */
  protect: boolean;
}

/** The laboratory: a number whose texts are answered by a function, and a page from which to send some. */
export class Lab extends pulumi.ComponentResource {
  /** The page, which asks for the key `LAB_KEY`, and the numbers. */
  readonly outputs: { page: pulumi.Output<string>; number?: string; defaultTo: string };

  constructor(name: string, args: LabArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dialer:components:Lab", name, {}, opts);
    const { number, defaultTo, served, environment, protect } = args;
    const at = (path: string) => pulumi.interpolate`https://${served.domainName}${path}`;

    if (number) {
      const webhooks = { voiceUrl: at("/voice"), smsUrl: at("/sms") };
      const friendlyName = `laboratory (${environment})`;
      new PhoneNumber({ phoneNumber: number, friendlyName, webhooks, protect }, { parent: this });
    }
    this.outputs = { page: at("/index.html"), number, defaultTo };
    this.registerOutputs(this.outputs);
  }
}
