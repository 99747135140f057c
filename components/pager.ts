import * as pulumi from "../pulumi.ts";
import type { PagerSettings } from "../systems/pager/settings.ts";
import { memory } from "./memory.ts";
import { PhoneNumber } from "./phone-number.ts";
import type { SystemArgs } from "./system.ts";

/** What the pager remembers while it runs. */
const maps = ["sessions", "pages", "recordings", "audit", "floods"];

/** The on-call pager: its numbers, the functions that answer them, and what it remembers, in Sync. */
export class Pager extends pulumi.ComponentResource {
  /** The numbers, E.164, if this environment has any. */
  readonly outputs: { pagerPhone?: string; fromPhone?: string };

  constructor(name: string, args: SystemArgs<PagerSettings>, opts?: pulumi.ComponentResourceOptions) {
    super("dialer:components:Pager", name, {}, opts);
    const { settings, environment, serve, protect } = args;
    const numbers = settings.current_config.numbers[environment];

    const kept = { environment, maps, documents: ["rota"] };
    const memorySid = memory(name, kept, { parent: this, protect });
    const served = serve("pager", () => ({
      SYNC_SERVICE_SID: memorySid,
      ...(numbers && { PAGER_PHONE: numbers.pager_phone, FROM_PHONE: numbers.from_phone }),
    }));

    const at = (path: string) => pulumi.interpolate`https://${served.domainName}${path}`;
    const webhooks = { voiceUrl: at("/voice"), smsUrl: at("/sms") };
    for (const phoneNumber of new Set(numbers && [numbers.pager_phone, numbers.from_phone])) {
      const friendlyName = `${name} (${environment})`;
      new PhoneNumber({ phoneNumber, friendlyName, webhooks, protect }, { parent: this });
    }
    this.outputs = { pagerPhone: numbers?.pager_phone, fromPhone: numbers?.from_phone };
    this.registerOutputs(this.outputs);
  }
}
