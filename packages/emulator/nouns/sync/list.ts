import * as generic from "../../rest/generic.ts";
import type { Resource } from "../../store/index.ts";
import type { Noun } from "../noun.ts";
import { checkName, checkSize, expire, firstRevision, inOrder, itemChanges, touch } from "./item.ts";

const kind = "sync/Services/Lists";

/** https://www.twilio.com/docs/sync/api/list-resource */
export const list: Noun = {
  kind,
  create(request, platform) {
    checkName(request, platform);
    const made = generic.create(request, platform, {
      properties: { revision: firstRevision, created_by: "system" },
      hidden: { next: 0 },
    });
    return expire(request, platform, made);
  },
  update: (request, platform, resource) => expire(request, platform, resource),
};

const indexOf = ({ properties }: Resource): number => Number(properties.index);

/** Items of a list: their index only grows. https://www.twilio.com/docs/sync/api/listitem-resource */
export const listItem: Noun = {
  kind: `${kind}/Items`,
  create(request, platform) {
    checkSize(request);
    const { account, parents } = request.place;
    const { service_sid = "", list_sid = "" } = parents;
    const owner = platform.store.get({ kind, account, parents: { service_sid } }, list_sid);
    const index = Number(owner?.hidden.next ?? 0);
    if (owner) owner.hidden.next = index + 1;
    touch(kind, request.place, platform);
    const made = generic.create(request, platform, {
      key: String(index),
      properties: { index, revision: firstRevision, created_by: "system" },
    });
    return expire(request, platform, made, "ItemTtl");
  },
  ...itemChanges(kind, 54155),
  list: (request, platform) =>
    inOrder(
      request,
      platform,
      (left, right) => indexOf(left) - indexOf(right),
      (from) => (resource) => indexOf(resource) - Number(from),
    ),
};
