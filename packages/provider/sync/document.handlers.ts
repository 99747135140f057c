import type { DocumentInstance } from "twilio/lib/rest/sync/v1/service/document.js";
import type { TwilioClient } from "../client/connection.ts";
import { handlersOf } from "../lifecycle/handlers.ts";
import { Document } from "./document.ts";
import { SYNC_PAGE_SIZE } from "./page-size.ts";

const documents = ({ sync }: TwilioClient, serviceSid: string) => sync.v1.services(serviceSid).documents;

const tell = (document: DocumentInstance) => ({
  inputs: { serviceSid: document.serviceSid, uniqueName: document.uniqueName, data: document.data },
  outputs: { sid: document.sid, accountSid: document.accountSid },
  createdAt: document.dateCreated,
});

export const documentHandlers = handlersOf(Document, {
  within: ["serviceSid"],
  async list({ serviceSid }, { twilio }) {
    return (await documents(twilio, serviceSid).list({ pageSize: SYNC_PAGE_SIZE })).map(tell);
  },
  async fetch({ serviceSid, sid }, { twilio }) {
    return tell(await documents(twilio, serviceSid)(sid).fetch());
  },
  async create({ serviceSid, uniqueName, data }, { twilio }) {
    return tell(await documents(twilio, serviceSid).create({ uniqueName, ...(data && { data }) }));
  },
  async update({ serviceSid, sid }, { inputs: { data } }, { twilio }) {
    return tell(await documents(twilio, serviceSid)(sid).update({ data }));
  },
  async delete({ serviceSid, sid }, _, { twilio }) {
    await documents(twilio, serviceSid)(sid).remove();
  },
});
