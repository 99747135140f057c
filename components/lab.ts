import * as pulumi from "../pulumi.ts";
import type { LabSettings } from "../systems/lab/settings.ts";
import { PhoneNumber } from "./phone-number.ts";
import type { SystemArgs } from "./system.ts";

/** The laboratory: a number whose texts are answered by a function, and a page from which to send some. */
export class Lab extends pulumi.ComponentResource {
  /** The page, which asks for the key `LAB_KEY`, and the numbers. */
  readonly outputs: { page: pulumi.Output<string>; number?: string; defaultTo: string };

  constructor(name: string, args: SystemArgs<LabSettings>, opts?: pulumi.ComponentResourceOptions) {
    super("dialer:components:Lab", name, {}, opts);
    const { settings, environment, serve, protect } = args;
    const { defaultTo } = settings;
    const number = settings.numbers[environment];
    const served = serve("lab", () => ({ ...(number && { LAB_NUMBER: number }) }));
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
