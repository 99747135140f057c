import type { TriggerInstance } from "twilio/lib/rest/api/v2010/account/usage/trigger.js";
import { PAGE_SIZE } from "../client/connection.ts";
import { handlersOf } from "../lifecycle/handlers.ts";
import { method } from "../properties/wire.ts";
import { Trigger } from "./trigger.ts";

const tell = (trigger: TriggerInstance) => ({
  inputs: {
    friendlyName: trigger.friendlyName,
    usageCategory: trigger.usageCategory,
    triggerValue: String(Number(trigger.triggerValue)),
    triggerBy: trigger.triggerBy,
    // "alltime" is how Twilio writes "never again" for some triggers, and nothing for others.
    recurring: trigger.recurring === "alltime" ? undefined : (trigger.recurring ?? undefined),
    callbackUrl: trigger.callbackUrl,
    callbackMethod: method(trigger.callbackMethod),
  },
  outputs: { sid: trigger.sid, accountSid: trigger.accountSid },
  createdAt: trigger.dateCreated,
});

export const triggerHandlers = handlersOf(Trigger, {
  within: [],
  async list(_, { twilio }) {
    return (await twilio.usage.triggers.list({ pageSize: PAGE_SIZE })).map(tell);
  },
  async fetch({ sid }, { twilio }) {
    return tell(await twilio.usage.triggers(sid).fetch());
  },
  async create({ adopt: _, recurring, ...parameters }, { twilio }) {
    return tell(await twilio.usage.triggers.create({ ...parameters, ...(recurring && { recurring }) }));
  },
  async update({ sid }, { changes: { friendlyName, callbackUrl, callbackMethod } }, { twilio }) {
    return tell(await twilio.usage.triggers(sid).update({ friendlyName, callbackUrl, callbackMethod }));
  },
  async delete({ sid }, _, { twilio }) {
    await twilio.usage.triggers(sid).remove();
  },
});
