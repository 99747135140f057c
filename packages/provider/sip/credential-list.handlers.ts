import type { CredentialListInstance } from "twilio/lib/rest/api/v2010/account/sip/credentialList.js";
import { PAGE_SIZE } from "../client/connection.ts";
import { handlersOf } from "../lifecycle/handlers.ts";
import { CredentialList } from "./credential-list.ts";

const tell = (list: CredentialListInstance) => ({
  inputs: { friendlyName: list.friendlyName },
  outputs: { sid: list.sid, accountSid: list.accountSid },
  createdAt: list.dateCreated,
});

export const credentialListHandlers = handlersOf(CredentialList, {
  within: [],
  async list(_, { twilio }) {
    return (await twilio.sip.credentialLists.list({ pageSize: PAGE_SIZE })).map(tell);
  },
  async fetch({ sid }, { twilio }) {
    return tell(await twilio.sip.credentialLists(sid).fetch());
  },
  async create({ friendlyName }, { twilio }) {
    return tell(await twilio.sip.credentialLists.create({ friendlyName }));
  },
  async update({ sid }, { inputs: { friendlyName } }, { twilio }) {
    return tell(await twilio.sip.credentialLists(sid).update({ friendlyName }));
  },
  async delete({ sid }, _, { twilio }) {
    await twilio.sip.credentialLists(sid).remove();
  },
});
