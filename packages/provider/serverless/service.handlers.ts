import type { ServiceInstance } from "twilio/lib/rest/serverless/v1/service.js";
import { PAGE_SIZE } from "../client/connection.ts";
import { handlersOf } from "../lifecycle/handlers.ts";
import { marked, markIn, markOf, nameFor, unmarked } from "../lifecycle/mark.ts";
import { Service } from "./service.ts";

const tell = (service: ServiceInstance) => ({
  inputs: {
    uniqueName: service.uniqueName,
    friendlyName: unmarked(service.friendlyName ?? ""),
    includeCredentials: service.includeCredentials,
    uiEditable: service.uiEditable,
  },
  outputs: { sid: service.sid, accountSid: service.accountSid, domainBase: service.domainBase },
  createdAt: service.dateCreated,
  mark: markIn(service.friendlyName ?? ""),
});

export const serviceHandlers = handlersOf(Service, {
  within: [],
  markOf,
  async list(_, { twilio }) {
    return (await twilio.serverless.v1.services.list({ pageSize: PAGE_SIZE })).map(tell);
  },
  async fetch({ sid }, { twilio }) {
    return tell(await twilio.serverless.v1.services(sid).fetch());
  },
  async create({ uniqueName, friendlyName = uniqueName, includeCredentials, uiEditable }, call) {
    const name = marked(friendlyName, markOf(call));
    const parameters = { uniqueName, friendlyName: name, includeCredentials, uiEditable };
    return tell(await call.twilio.serverless.v1.services.create(parameters));
  },
  async update({ sid }, { changes, inputs: { friendlyName = "" }, state }, call) {
    const { includeCredentials, uiEditable } = changes;
    const parameters = { friendlyName: nameFor(friendlyName, state, call), includeCredentials, uiEditable };
    return tell(await call.twilio.serverless.v1.services(sid).update(parameters));
  },
  async delete({ sid }, _, { twilio }) {
    await twilio.serverless.v1.services(sid).remove();
  },
});
