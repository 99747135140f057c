import * as twilio from "@pulumi/twilio";
import * as pulumi from "../pulumi.ts";

export interface MinutesArgs {
  /** Name of the environment, such as `stage`. */
  environment: string;
}

/** Where functions count the minutes that each phone spends in a day. It forgets them after two. */
export class Minutes extends pulumi.ComponentResource {
  /** SID of the Sync service. Known once functions find all of it. */
  readonly serviceSid: pulumi.Output<string>;

  constructor(name: string, { environment }: MinutesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dialer:components:Minutes", name, {}, opts);
    const memory = new twilio.sync.Service(
      name,
      { friendlyName: `${name} (${environment})`, adopt: true },
      { parent: this },
    );
    const serviceSid = memory.sid;
    const map = new twilio.sync.Map(
      name,
      { serviceSid, uniqueName: "minutes", adopt: true },
      { parent: this, deletedWith: memory },
    );
    this.serviceSid = map.sid.apply(() => serviceSid);
    this.registerOutputs({ serviceSid: this.serviceSid });
  }
}
