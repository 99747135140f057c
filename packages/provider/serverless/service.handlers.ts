import type { ServiceInstance } from "twilio/lib/rest/serverless/v1/service.js";
import { PAGE_SIZE } from "../client/connection.ts";
import { handlersOf } from "../lifecycle/handlers.ts";
import { Service } from "./service.ts";

const tell = (service: ServiceInstance) => ({
  inputs: {
    uniqueName: service.uniqueName,
    friendlyName: service.friendlyName,
    includeCredentials: service.includeCredentials,
    uiEditable: service.uiEditable,
  },
  outputs: { sid: service.sid, accountSid: service.accountSid, domainBase: service.domainBase },
  createdAt: service.dateCreated,
});

export const serviceHandlers = handlersOf(Service, {
  within: [],
  async list(_, { twilio }) {
    return (await twilio.serverless.v1.services.list({ pageSize: PAGE_SIZE })).map(tell);
  },
  async fetch({ sid }, { twilio }) {
    return tell(await twilio.serverless.v1.services(sid).fetch());
  },
  async create({ uniqueName, friendlyName = uniqueName, includeCredentials, uiEditable }, { twilio }) {
    const parameters = { uniqueName, friendlyName, includeCredentials, uiEditable };
    return tell(await twilio.serverless.v1.services.create(parameters));
  },
  async update({ sid }, { changes }, { twilio }) {
    const { friendlyName, includeCredentials, uiEditable } = changes;
    return tell(
      await twilio.serverless.v1.services(sid).update({ friendlyName, includeCredentials, uiEditable }),
    );
  },
  async delete({ sid }, _, { twilio }) {
    await twilio.serverless.v1.services(sid).remove();
  },
});
