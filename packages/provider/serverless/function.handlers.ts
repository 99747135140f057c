import { PAGE_SIZE } from "../client/connection.ts";
import { handlersOf } from "../lifecycle/handlers.ts";
import { sha256 } from "../properties/values.ts";
import { contentHandlers } from "./content.handlers.ts";
import { Function as FunctionResource } from "./function.ts";

export const functionHandlers = handlersOf(
  FunctionResource,
  contentHandlers({
    kind: "Functions",
    list: ({ twilio }, serviceSid) =>
      twilio.serverless.v1.services(serviceSid).functions.list({ pageSize: PAGE_SIZE }),
    fetch: ({ twilio }, serviceSid, sid) => twilio.serverless.v1.services(serviceSid).functions(sid).fetch(),
    create: ({ twilio }, serviceSid, friendlyName) =>
      twilio.serverless.v1.services(serviceSid).functions.create({ friendlyName }),
    rename: ({ twilio }, serviceSid, sid, friendlyName) =>
      twilio.serverless.v1.services(serviceSid).functions(sid).update({ friendlyName }),
    remove: ({ twilio }, serviceSid, sid) =>
      twilio.serverless.v1.services(serviceSid).functions(sid).remove(),
    async version({ twilio }, serviceSid, sid, versionSid) {
      const versions = twilio.serverless.v1.services(serviceSid).functions(sid).functionVersions;
      const found = versionSid ? await versions(versionSid).fetch() : (await versions.list({ limit: 1 }))[0];
      return found && { sid: found.sid, ofSid: sid, path: found.path, visibility: found.visibility };
    },
    async contentHash({ twilio }, serviceSid, { ofSid, sid }) {
      const version = twilio.serverless.v1.services(serviceSid).functions(ofSid).functionVersions(sid);
      return sha256((await version.functionVersionContent().fetch()).content);
    },
  }),
);
