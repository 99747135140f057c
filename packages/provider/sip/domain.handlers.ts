import type { DomainInstance } from "twilio/lib/rest/api/v2010/account/sip/domain.js";
import { PAGE_SIZE } from "../client/connection.ts";
import { handlersOf } from "../lifecycle/handlers.ts";
import { marked, markIn, markOf, nameFor, unmarked } from "../lifecycle/mark.ts";
import { cleared, method } from "../properties/wire.ts";
import { Domain } from "./domain.ts";

const tell = (domain: DomainInstance) => ({
  inputs: {
    domainName: domain.domainName,
    friendlyName: unmarked(domain.friendlyName ?? ""),
    voiceUrl: domain.voiceUrl,
    voiceMethod: method(domain.voiceMethod),
    voiceFallbackUrl: domain.voiceFallbackUrl,
    voiceFallbackMethod: method(domain.voiceFallbackMethod),
    voiceStatusCallbackUrl: domain.voiceStatusCallbackUrl,
    voiceStatusCallbackMethod: method(domain.voiceStatusCallbackMethod),
    sipRegistration: domain.sipRegistration,
    emergencyCallingEnabled: domain.emergencyCallingEnabled,
    emergencyCallerSid: domain.emergencyCallerSid,
    secure: domain.secure,
    byocTrunkSid: domain.byocTrunkSid,
  },
  outputs: { sid: domain.sid, accountSid: domain.accountSid, authType: domain.authType ?? "" },
  createdAt: domain.dateCreated,
  mark: markIn(domain.friendlyName ?? ""),
});

export const domainHandlers = handlersOf(Domain, {
  within: [],
  markOf,
  async list(_, { twilio }) {
    return (await twilio.sip.domains.list({ pageSize: PAGE_SIZE })).map(tell);
  },
  async fetch({ sid }, { twilio }) {
    return tell(await twilio.sip.domains(sid).fetch());
  },
  async create({ adopt: _, friendlyName = "", ...parameters }, call) {
    const name = marked(friendlyName, markOf(call));
    return tell(await call.twilio.sip.domains.create({ ...parameters, friendlyName: name }));
  },
  async update({ sid }, { changes, inputs: { friendlyName = "" }, state }, call) {
    const parameters = { ...cleared(changes), friendlyName: nameFor(friendlyName, state, call) };
    return tell(await call.twilio.sip.domains(sid).update(parameters));
  },
  async delete({ sid }, _, { twilio }) {
    await twilio.sip.domains(sid).remove();
  },
});
