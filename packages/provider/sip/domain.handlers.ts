import type { DomainInstance } from "twilio/lib/rest/api/v2010/account/sip/domain.js";
import { PAGE_SIZE } from "../client/connection.ts";
import { handlersOf } from "../lifecycle/handlers.ts";
import { cleared, method } from "../properties/wire.ts";
import { Domain } from "./domain.ts";

const tell = (domain: DomainInstance) => ({
  inputs: {
    domainName: domain.domainName,
    friendlyName: domain.friendlyName,
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
});

export const domainHandlers = handlersOf(Domain, {
  within: [],
  async list(_, { twilio }) {
    return (await twilio.sip.domains.list({ pageSize: PAGE_SIZE })).map(tell);
  },
  async fetch({ sid }, { twilio }) {
    return tell(await twilio.sip.domains(sid).fetch());
  },
  async create({ adopt: _, ...parameters }, { twilio }) {
    return tell(await twilio.sip.domains.create(parameters));
  },
  async update({ sid }, { changes }, { twilio }) {
    return tell(await twilio.sip.domains(sid).update(cleared(changes)));
  },
  async delete({ sid }, _, { twilio }) {
    await twilio.sip.domains(sid).remove();
  },
});
