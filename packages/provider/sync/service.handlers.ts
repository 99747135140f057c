import type { ServiceInstance } from "twilio/lib/rest/sync/v1/service.js";

import { handlersOf } from "../lifecycle/handlers.ts";
import { cleared } from "../properties/wire.ts";
import { SYNC_PAGE_SIZE } from "./page-size.ts";
import { Service } from "./service.ts";

const tell = (service: ServiceInstance) => ({
  inputs: {
    friendlyName: service.friendlyName,
    webhookUrl: service.webhookUrl,
    webhooksFromRestEnabled: service.webhooksFromRestEnabled,
    reachabilityWebhooksEnabled: service.reachabilityWebhooksEnabled,
    reachabilityDebouncingEnabled: service.reachabilityDebouncingEnabled,
    reachabilityDebouncingWindow: service.reachabilityDebouncingWindow,
    aclEnabled: service.aclEnabled,
  },
  outputs: { sid: service.sid, accountSid: service.accountSid },
  createdAt: service.dateCreated,
});

export const syncServiceHandlers = handlersOf(Service, {
  within: [],
  async list(_, { twilio }) {
    return (await twilio.sync.v1.services.list({ pageSize: SYNC_PAGE_SIZE })).map(tell);
  },
  async fetch({ sid }, { twilio }) {
    return tell(await twilio.sync.v1.services(sid).fetch());
  },
  async create({ adopt: _, ...parameters }, { twilio }) {
    return tell(await twilio.sync.v1.services.create(parameters));
  },
  async update({ sid }, { changes }, { twilio }) {
    return tell(await twilio.sync.v1.services(sid).update(cleared(changes)));
  },
  async delete({ sid }, _, { twilio }) {
    await twilio.sync.v1.services(sid).remove();
  },
});
