import type { EnvironmentInstance } from "twilio/lib/rest/serverless/v1/service/environment.js";
import { handlersOf } from "../lifecycle/handlers.ts";
import { Environment } from "./environment.ts";
import { environmentsOf } from "./listed.ts";

const tell = (environment: EnvironmentInstance) => ({
  inputs: {
    serviceSid: environment.serviceSid,
    uniqueName: environment.uniqueName,
    domainSuffix: environment.domainSuffix,
  },
  outputs: {
    sid: environment.sid,
    accountSid: environment.accountSid,
    domainName: environment.domainName,
  },
  createdAt: environment.dateCreated,
});

export const environmentHandlers = handlersOf(Environment, {
  within: ["serviceSid"],
  async list({ serviceSid }, call) {
    return (await environmentsOf(call, serviceSid)).map(tell);
  },
  async fetch({ serviceSid, sid }, { twilio }) {
    return tell(await twilio.serverless.v1.services(serviceSid).environments(sid).fetch());
  },
  async create({ serviceSid, uniqueName, domainSuffix }, { twilio }) {
    const { environments } = twilio.serverless.v1.services(serviceSid);
    return tell(await environments.create({ uniqueName, domainSuffix }));
  },
  async delete({ serviceSid, sid }, _, { twilio }) {
    await twilio.serverless.v1.services(serviceSid).environments(sid).remove();
  },
});
