import { z } from "zod";
import { adoptable, adopted, identity } from "../declare/properties.ts";
import { resource } from "../declare/resource.ts";
import { ofService } from "./sender.ts";

/**
 * A name among the senders of a messaging service, shown to recipients instead of a number in the countries that allow
 * it. Nobody can answer to it.
 * https://www.twilio.com/docs/messaging/api/alphasender-resource
 */
export class AlphaSender extends resource("twilio:messaging:AlphaSender", {
  inputs: {
    ...ofService,
    /** The name: up to 11 letters, digits, spaces, `-`, `+`, `_` and `&`, one letter at least. */
    alphaSender: z
      .string()
      .regex(
        /^(?=.*[A-Za-z])[A-Za-z0-9 +_&-]{1,11}$/,
        "must be 1 to 11 letters, digits, spaces, -, +, _ and &, one letter at least",
      ),
    ...adoptable,
  },
  outputs: { ...identity, ...adopted },
  id: ["serviceSid", "sid"],
  naturalKey: ["serviceSid", "alphaSender"],
  replaceOnChanges: ["serviceSid", "alphaSender"],
}) {}
