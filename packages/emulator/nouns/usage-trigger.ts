import type { Platform } from "../platform.ts";
import * as generic from "../rest/generic.ts";
import { type ApiRequest, textParameter } from "../rest/request.ts";
import type { Noun } from "./noun.ts";
import { used } from "./usage.ts";

const always: [number, number] = [0, Number.POSITIVE_INFINITY];

/**
 * Alarms for usage: they show what was used since the account began, and do not ring. A value that is told as an offset
 * (`+30`) is counted from there. https://www.twilio.com/docs/usage/api/usage-trigger
 */
export const usageTrigger: Noun = {
  kind: "api/Usage/Triggers",
  create(request, platform) {
    const value = textParameter(request, "TriggerValue") ?? "";
    return generic.create(request, platform, {
      properties: {
        trigger_value: value.startsWith("+") ? String(now(request, platform) + Number(value)) : value,
        trigger_by: textParameter(request, "TriggerBy") ?? "usage",
        recurring: textParameter(request, "Recurring") ?? "alltime",
      },
    });
  },
  show: ({ account, properties }, platform) => ({
    current_value: String(used(account, String(properties.usage_category), always, platform).usage),
  }),
};

const now = (request: ApiRequest, platform: Platform): number =>
  used(request.account.key, textParameter(request, "UsageCategory") ?? "", always, platform).usage;
