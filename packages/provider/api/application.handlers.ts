import type { ApplicationInstance } from "twilio/lib/rest/api/v2010/account/application.js";
import { PAGE_SIZE } from "../client/connection.ts";
import { handlersOf } from "../lifecycle/handlers.ts";
import { marked, markIn, markOf, nameFor, unmarked } from "../lifecycle/mark.ts";
import { cleared, method } from "../properties/wire.ts";
import { Application } from "./application.ts";

const tell = (application: ApplicationInstance) => ({
  inputs: {
    friendlyName: unmarked(application.friendlyName ?? ""),
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
  mark: markIn(application.friendlyName ?? ""),
});

export const applicationHandlers = handlersOf(Application, {
  within: [],
  sharesKey: true,
  markOf,
  async list(_, { twilio }) {
    return (await twilio.applications.list({ pageSize: PAGE_SIZE })).map(tell);
  },
  async fetch({ sid }, { twilio }) {
    return tell(await twilio.applications(sid).fetch());
  },
  async create({ adopt: _, friendlyName = "", ...parameters }, call) {
    const name = marked(friendlyName, markOf(call));
    return tell(await call.twilio.applications.create({ ...parameters, friendlyName: name }));
  },
  async update({ sid }, { changes, inputs: { friendlyName = "" }, state }, call) {
    const parameters = { ...cleared(changes), friendlyName: nameFor(friendlyName, state, call) };
    return tell(await call.twilio.applications(sid).update(parameters));
  },
  async delete({ sid }, _, { twilio }) {
    await twilio.applications(sid).remove();
  },
});
