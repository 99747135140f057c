import type { SyncMapInstance } from "twilio/lib/rest/sync/v1/service/syncMap.js";
import type { TwilioClient } from "../client/connection.ts";
import { handlersOf } from "../lifecycle/handlers.ts";
import { SyncMap } from "./map.ts";
import { SYNC_PAGE_SIZE } from "./page-size.ts";

const maps = ({ sync }: TwilioClient, serviceSid: string) => sync.v1.services(serviceSid).syncMaps;

const tell = (map: SyncMapInstance) => ({
  inputs: { serviceSid: map.serviceSid, uniqueName: map.uniqueName },
  outputs: { sid: map.sid, accountSid: map.accountSid },
  createdAt: map.dateCreated,
});

export const mapHandlers = handlersOf(SyncMap, {
  within: ["serviceSid"],
  async list({ serviceSid }, { twilio }) {
    return (await maps(twilio, serviceSid).list({ pageSize: SYNC_PAGE_SIZE })).map(tell);
  },
  async fetch({ serviceSid, sid }, { twilio }) {
    return tell(await maps(twilio, serviceSid)(sid).fetch());
  },
  async create({ serviceSid, uniqueName }, { twilio }) {
    return tell(await maps(twilio, serviceSid).create({ uniqueName }));
  },
  async delete({ serviceSid, sid }, _, { twilio }) {
    await maps(twilio, serviceSid)(sid).remove();
  },
});
