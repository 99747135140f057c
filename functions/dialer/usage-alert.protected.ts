import * as z from "zod/mini";
import { tellTeam } from "../shared/reports/team.ts";
import type { Handler } from "../shared/runtime/runtime.ts";

/** What Twilio says when a usage trigger has fired. {@link https://www.twilio.com/docs/usage/api/usage-trigger#webhook-parameters} */
const fired = z.object({ UsageCategory: z.string(), TriggerValue: z.string(), CurrentValue: z.string() });

/** Tells the team that the account has used more in a day than it should. Nobody waits for it, and no call is stopped. */
export const handler: Handler = async (context, event, callback) => {
  const { success, data } = fired.safeParse(event);
  const figures = success ? `${data.UsageCategory} ${data.CurrentValue}, alarm at ${data.TriggerValue}` : "";
  const text = `Bill alarm: the account has used more today than it should (${figures || "no figures given"}). Calls still go: look who makes them.`;
  await tellTeam("usage-alert", context, text);
  callback(null, "");
};
