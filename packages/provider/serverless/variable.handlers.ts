import type { VariableInstance } from "twilio/lib/rest/serverless/v1/service/environment/variable.js";
import { PAGE_SIZE, type TwilioClient } from "../client/connection.ts";
import { handlersOf } from "../lifecycle/handlers.ts";
import { Variable } from "./variable.ts";

const tell = (variable: VariableInstance) => ({
  inputs: {
    serviceSid: variable.serviceSid,
    environmentSid: variable.environmentSid,
    key: variable.key,
    value: variable.value,
  },
  outputs: { sid: variable.sid, accountSid: variable.accountSid },
  createdAt: variable.dateCreated,
});

const at = (twilio: TwilioClient, place: { serviceSid: string; environmentSid: string }) =>
  twilio.serverless.v1.services(place.serviceSid).environments(place.environmentSid).variables;

export const variableHandlers = handlersOf(Variable, {
  within: ["serviceSid", "environmentSid"],
  async list(place, { twilio }) {
    return (await at(twilio, place).list({ pageSize: PAGE_SIZE })).map(tell);
  },
  async fetch(ref, { twilio }) {
    return tell(await at(twilio, ref)(ref.sid).fetch());
  },
  async create({ key, value, ...place }, { twilio }) {
    return tell(await at(twilio, place).create({ key, value }));
  },
  async update(ref, { inputs }, { twilio }) {
    return tell(await at(twilio, ref)(ref.sid).update({ value: inputs.value }));
  },
  async delete(ref, _, { twilio }) {
    await at(twilio, ref)(ref.sid).remove();
  },
});
