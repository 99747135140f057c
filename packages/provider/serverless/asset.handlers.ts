import { PAGE_SIZE } from "../client/connection.ts";
import { handlersOf } from "../lifecycle/handlers.ts";
import { Asset } from "./asset.ts";
import { contentHandlers } from "./content.handlers.ts";

export const assetHandlers = handlersOf(
  Asset,
  contentHandlers({
    kind: "Assets",
    list: ({ twilio }, serviceSid) =>
      twilio.serverless.v1.services(serviceSid).assets.list({ pageSize: PAGE_SIZE }),
    fetch: ({ twilio }, serviceSid, sid) => twilio.serverless.v1.services(serviceSid).assets(sid).fetch(),
    create: ({ twilio }, serviceSid, friendlyName) =>
      twilio.serverless.v1.services(serviceSid).assets.create({ friendlyName }),
    rename: ({ twilio }, serviceSid, sid, friendlyName) =>
      twilio.serverless.v1.services(serviceSid).assets(sid).update({ friendlyName }),
    remove: ({ twilio }, serviceSid, sid) => twilio.serverless.v1.services(serviceSid).assets(sid).remove(),
    async version({ twilio }, serviceSid, sid, versionSid) {
      const versions = twilio.serverless.v1.services(serviceSid).assets(sid).assetVersions;
      const found = versionSid ? await versions(versionSid).fetch() : (await versions.list({ limit: 1 }))[0];
      return found && { sid: found.sid, ofSid: sid, path: found.path, visibility: found.visibility };
    },
  }),
);
