import type { ServiceInstance } from "twilio/lib/rest/messaging/v1/service.js";
import { PAGE_SIZE } from "../client/connection.ts";
import { handlersOf } from "../lifecycle/handlers.ts";
import { marked, markIn, markOf, nameFor, unmarked } from "../lifecycle/mark.ts";
import { cleared, method } from "../properties/wire.ts";
import { Service } from "./service.ts";

const usecases: readonly string[] = Service.declaration.inputs.usecase.unwrap().options;
type Usecase = ReturnType<typeof Service.declaration.inputs.usecase.parse>;
const isUsecase = (told: string): told is Usecase => usecases.includes(told);

const tell = (service: ServiceInstance) => ({
  inputs: {
    friendlyName: unmarked(service.friendlyName ?? ""),
    inboundRequestUrl: service.inboundRequestUrl,
    inboundMethod: method(service.inboundMethod),
    fallbackUrl: service.fallbackUrl,
    fallbackMethod: method(service.fallbackMethod),
    statusCallback: service.statusCallback,
    useInboundWebhookOnNumber: service.useInboundWebhookOnNumber,
    stickySender: service.stickySender,
    mmsConverter: service.mmsConverter,
    smartEncoding: service.smartEncoding,
    areaCodeGeomatch: service.areaCodeGeomatch,
    validityPeriod: service.validityPeriod,
    usecase: isUsecase(service.usecase) ? service.usecase : undefined,
  },
  outputs: { sid: service.sid, accountSid: service.accountSid },
  createdAt: service.dateCreated,
  mark: markIn(service.friendlyName ?? ""),
});

export const messagingServiceHandlers = handlersOf(Service, {
  within: [],
  sharesKey: true,
  markOf,
  async list(_, { twilio }) {
    return (await twilio.messaging.v1.services.list({ pageSize: PAGE_SIZE })).map(tell);
  },
  async fetch({ sid }, { twilio }) {
    return tell(await twilio.messaging.v1.services(sid).fetch());
  },
  async create({ adopt: _, friendlyName = "", ...parameters }, call) {
    const name = marked(friendlyName, markOf(call));
    return tell(await call.twilio.messaging.v1.services.create({ ...parameters, friendlyName: name }));
  },
  async update({ sid }, { changes, inputs: { friendlyName = "" }, state }, call) {
    const parameters = { ...cleared(changes), friendlyName: nameFor(friendlyName, state, call) };
    return tell(await call.twilio.messaging.v1.services(sid).update(parameters));
  },
  async delete({ sid }, _, { twilio }) {
    await twilio.messaging.v1.services(sid).remove();
  },
});
