import type { ServiceInstance } from "twilio/lib/rest/sync/v1/service.js";

import { handlersOf } from "../lifecycle/handlers.ts";
import { marked, markIn, markOf, nameFor, unmarked } from "../lifecycle/mark.ts";
import { cleared } from "../properties/wire.ts";
import { SYNC_PAGE_SIZE } from "./page-size.ts";
import { Service } from "./service.ts";

const tell = (service: ServiceInstance) => ({
  inputs: {
    friendlyName: unmarked(service.friendlyName ?? ""),
    webhookUrl: service.webhookUrl,
    webhooksFromRestEnabled: service.webhooksFromRestEnabled,
    reachabilityWebhooksEnabled: service.reachabilityWebhooksEnabled,
    reachabilityDebouncingEnabled: service.reachabilityDebouncingEnabled,
    reachabilityDebouncingWindow: service.reachabilityDebouncingWindow,
    aclEnabled: service.aclEnabled,
  },
  outputs: { sid: service.sid, accountSid: service.accountSid },
  createdAt: service.dateCreated,
  mark: markIn(service.friendlyName ?? ""),
});

export const syncServiceHandlers = handlersOf(Service, {
  within: [],
  sharesKey: true,
  markOf,
  async list(_, { twilio }) {
    return (await twilio.sync.v1.services.list({ pageSize: SYNC_PAGE_SIZE })).map(tell);
  },
  async fetch({ sid }, { twilio }) {
    return tell(await twilio.sync.v1.services(sid).fetch());
  },
  async create({ adopt: _, friendlyName = "", ...parameters }, call) {
    const name = marked(friendlyName, markOf(call));
    return tell(await call.twilio.sync.v1.services.create({ ...parameters, friendlyName: name }));
  },
  async update({ sid }, { changes, inputs: { friendlyName = "" }, state }, call) {
    const parameters = { ...cleared(changes), friendlyName: nameFor(friendlyName, state, call) };
    return tell(await call.twilio.sync.v1.services(sid).update(parameters));
  },
  async delete({ sid }, _, { twilio }) {
    await twilio.sync.v1.services(sid).remove();
  },
});
