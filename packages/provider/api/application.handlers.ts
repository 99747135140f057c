import type { ApplicationInstance } from "twilio/lib/rest/api/v2010/account/application.js";
import { PAGE_SIZE } from "../client/connection.ts";
import { handlersOf } from "../lifecycle/handlers.ts";
import { cleared, method } from "../properties/wire.ts";
import { Application } from "./application.ts";

const tell = (application: ApplicationInstance) => ({
  inputs: {
    friendlyName: application.friendlyName,
    voiceUrl: application.voiceUrl,
    voiceMethod: method(application.voiceMethod),
    voiceFallbackUrl: application.voiceFallbackUrl,
    voiceFallbackMethod: method(application.voiceFallbackMethod),
    voiceCallerIdLookup: application.voiceCallerIdLookup,
    statusCallback: application.statusCallback,
    statusCallbackMethod: method(application.statusCallbackMethod),
    smsUrl: application.smsUrl,
    smsMethod: method(application.smsMethod),
    smsFallbackUrl: application.smsFallbackUrl,
    smsFallbackMethod: method(application.smsFallbackMethod),
    messageStatusCallback: application.messageStatusCallback,
    publicApplicationConnectEnabled: application.publicApplicationConnectEnabled,
  },
  outputs: { sid: application.sid, accountSid: application.accountSid },
  createdAt: application.dateCreated,
});

export const applicationHandlers = handlersOf(Application, {
  within: [],
  async list(_, { twilio }) {
    return (await twilio.applications.list({ pageSize: PAGE_SIZE })).map(tell);
  },
  async fetch({ sid }, { twilio }) {
    return tell(await twilio.applications(sid).fetch());
  },
  async create({ adopt: _, ...parameters }, { twilio }) {
    return tell(await twilio.applications.create(parameters));
  },
  async update({ sid }, { changes }, { twilio }) {
    return tell(await twilio.applications(sid).update(cleared(changes)));
  },
  async delete({ sid }, _, { twilio }) {
    await twilio.applications(sid).remove();
  },
});
