import * as pulumi from "../pulumi.ts";
import { memory } from "./memory.ts";

export interface MinutesArgs {
  /** Name of the environment, such as `stage`. */
  environment: string;
}

/**
 * Where functions count the minutes that each phone spends in a day, which it forgets after two, and keep the list of
 * the messages that were left in mailboxes.
 */
export class Minutes extends pulumi.ComponentResource {
  /** SID of the Sync service. Known once functions find all of it. */
  readonly serviceSid: pulumi.Output<string>;

  constructor(name: string, { environment }: MinutesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dialer:components:Minutes", name, {}, opts);
    this.serviceSid = memory(name, { environment, maps: ["minutes", "recordings"] }, { parent: this });
    this.registerOutputs({ serviceSid: this.serviceSid });
  }
}
