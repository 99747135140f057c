import type { AlphaSenderInstance } from "twilio/lib/rest/messaging/v1/service/alphaSender.js";
import { PAGE_SIZE, type TwilioClient } from "../client/connection.ts";
import { handlersOf } from "../lifecycle/handlers.ts";
import { AlphaSender } from "./alpha-sender.ts";

const alphaSenders = ({ messaging }: TwilioClient, serviceSid: string) =>
  messaging.v1.services(serviceSid).alphaSenders;

const tell = ({ sid, accountSid, serviceSid, alphaSender, dateCreated }: AlphaSenderInstance) => ({
  inputs: { serviceSid, alphaSender },
  outputs: { sid, accountSid },
  createdAt: dateCreated,
});

export const alphaSenderHandlers = handlersOf(AlphaSender, {
  within: ["serviceSid"],
  async list({ serviceSid }, { twilio }) {
    return (await alphaSenders(twilio, serviceSid).list({ pageSize: PAGE_SIZE })).map(tell);
  },
  async fetch({ serviceSid, sid }, { twilio }) {
    return tell(await alphaSenders(twilio, serviceSid)(sid).fetch());
  },
  async create({ serviceSid, alphaSender }, { twilio }) {
    return tell(await alphaSenders(twilio, serviceSid).create({ alphaSender }));
  },
  async delete({ serviceSid, sid }, _, { twilio }) {
    await alphaSenders(twilio, serviceSid)(sid).remove();
  },
});
