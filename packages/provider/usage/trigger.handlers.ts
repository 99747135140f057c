import type { TriggerInstance } from "twilio/lib/rest/api/v2010/account/usage/trigger.js";
import { PAGE_SIZE } from "../client/connection.ts";
import { handlersOf } from "../lifecycle/handlers.ts";
import { marked, markIn, markOf, nameFor, unmarked } from "../lifecycle/mark.ts";
import { method } from "../properties/wire.ts";
import { Trigger } from "./trigger.ts";

const tell = (trigger: TriggerInstance) => ({
  inputs: {
    friendlyName: unmarked(trigger.friendlyName ?? ""),
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
  mark: markIn(trigger.friendlyName ?? ""),
});

export const triggerHandlers = handlersOf(Trigger, {
  within: [],
  sharesKey: true,
  markOf,
  async list(_, { twilio }) {
    return (await twilio.usage.triggers.list({ pageSize: PAGE_SIZE })).map(tell);
  },
  async fetch({ sid }, { twilio }) {
    return tell(await twilio.usage.triggers(sid).fetch());
  },
  async create({ adopt: _, friendlyName = "", recurring, ...others }, call) {
    const name = marked(friendlyName, markOf(call));
    const parameters = { ...others, friendlyName: name, ...(recurring && { recurring }) };
    return tell(await call.twilio.usage.triggers.create(parameters));
  },
  async update({ sid }, { changes, inputs: { friendlyName = "" }, state }, call) {
    const { callbackUrl, callbackMethod } = changes;
    const parameters = { friendlyName: nameFor(friendlyName, state, call), callbackUrl, callbackMethod };
    return tell(await call.twilio.usage.triggers(sid).update(parameters));
  },
  async delete({ sid }, _, { twilio }) {
    await twilio.usage.triggers(sid).remove();
  },
});
