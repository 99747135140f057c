import * as generic from "../rest/generic.ts";
import { textParameter } from "../rest/request.ts";
import type { Noun } from "./noun.ts";

/**
 * Alarms for usage. Nothing is ever used up here: a value that is told as an offset (`+30`) is counted from 0, and no
 * alarm rings. https://www.twilio.com/docs/usage/api/usage-trigger
 */
export const usageTrigger: Noun = {
  kind: "api/Usage/Triggers",
  create(request, platform) {
    const value = textParameter(request, "TriggerValue") ?? "";
    return generic.create(request, platform, {
      properties: {
        current_value: "0",
        trigger_value: value.replace(/^\+/, ""),
        trigger_by: textParameter(request, "TriggerBy") ?? "usage",
        recurring: textParameter(request, "Recurring") ?? "alltime",
      },
    });
  },
};
