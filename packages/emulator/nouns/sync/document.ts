import * as generic from "../../rest/generic.ts";
import type { Noun } from "../noun.ts";
import { checkName, checkSize, etag, expire, firstRevision, revise } from "./item.ts";

/** A document holds `{}` until it is told otherwise. https://www.twilio.com/docs/sync/api/document-resource */
export const document: Noun = {
  kind: "sync/Services/Documents",
  create(request, platform) {
    checkSize(request);
    checkName(request, platform);
    const made = generic.create(request, platform, {
      properties: { data: request.parameters.Data ?? {}, revision: firstRevision, created_by: "system" },
    });
    return expire(request, platform, made);
  },
  headers: etag,
  update: (request, platform, resource) => revise(request, platform, resource, 54103),
};
