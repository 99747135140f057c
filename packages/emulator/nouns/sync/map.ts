import { TwilioError } from "../../rest/errors.ts";
import * as generic from "../../rest/generic.ts";
import { textParameter } from "../../rest/request.ts";
import type { Noun } from "../noun.ts";
import { checkName, checkSize, expire, firstRevision, inOrder, itemChanges, touch } from "./item.ts";

const kind = "sync/Services/Maps";

/** Characters of a key at most. https://www.twilio.com/docs/sync/api/map-item-resource */
const longestKey = 320;

/** https://www.twilio.com/docs/sync/api/map-resource */
export const map: Noun = {
  kind,
  create(request, platform) {
    checkName(request, platform);
    const made = generic.create(request, platform, {
      properties: { revision: firstRevision, created_by: "system" },
    });
    return expire(request, platform, made);
  },
  update: (request, platform, resource) => expire(request, platform, resource),
};

/** By code units, so that the order is the same everywhere. */
const compare = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);

/** Items of a map, by their keys. https://www.twilio.com/docs/sync/api/map-item-resource */
export const mapItem: Noun = {
  kind: `${kind}/Items`,
  create(request, platform) {
    checkSize(request);
    const key = textParameter(request, "Key") ?? "";
    if (key === "" || key.length > longestKey) {
      throw new TwilioError(20001, `Key must have 1 to ${longestKey} characters`);
    }
    if (platform.store.get(request.place, key))
      throw new TwilioError(54208, `The map has an item ${key} already`);
    touch(kind, request.place, platform);
    const made = generic.create(request, platform, {
      key,
      properties: { key, revision: firstRevision, created_by: "system" },
    });
    return expire(request, platform, made, "ItemTtl");
  },
  ...itemChanges(kind, 54205),
  list: (request, platform) =>
    inOrder(
      request,
      platform,
      (left, right) => compare(left.key, right.key),
      (from) => (resource) => compare(resource.key, from),
    ),
};
