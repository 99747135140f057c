import type { Platform } from "../../platform.ts";
import { TwilioError } from "../../rest/errors.ts";
import * as generic from "../../rest/generic.ts";
import { type ApiRequest, textParameter } from "../../rest/request.ts";
import { iso8601 } from "../../rest/shape.ts";
import { type Resource, text } from "../../store/index.ts";
import type { Noun } from "../noun.ts";

/** Bytes of JSON that one item holds at most. https://www.twilio.com/docs/sync/limits */
const largest = 16 * 1024;

/** Refuses data that is too large. */
export function checkSize({ parameters: { Data: data = {} } }: ApiRequest): void {
  const size = Buffer.byteLength(JSON.stringify(data));
  if (size > largest)
    throw new TwilioError(20001, `Data has ${size} bytes; an item holds at most ${largest}`);
}

/** Refuses a unique name that another object of the same kind in the service has. */
export function checkName(request: ApiRequest, platform: Platform): void {
  const name = textParameter(request, "UniqueName");
  if (name && generic.inPlace(request, "unique_name", name, platform)) {
    throw new TwilioError(54301, `Unique name ${name} already exists`);
  }
}

/**
 * Lets an object or item go when its time is up: `Ttl` seconds from now, or that of `ItemTtl` or `CollectionTtl`; 0 is
 * never. https://www.twilio.com/docs/sync/limits
 */
export function expire(
  { parameters }: ApiRequest,
  { store, clock }: Platform,
  resource: Resource,
  own: "ItemTtl" | "CollectionTtl" = "CollectionTtl",
): Resource {
  const seconds = parameters.Ttl ?? parameters[own];
  if (typeof seconds !== "number") return resource;
  const expires = seconds === 0 ? null : iso8601(clock.now() + seconds * 1000);
  store.update(resource, { date_expires: expires });
  void clock.sleep(seconds * 1000).then(() => {
    // What was changed since then has another time.
    if (expires !== null && resource.properties.date_expires === expires) store.delete(resource);
  });
  return resource;
}

/** The revision as HTTP has it, for `If-Match`. */
export const etag = (resource: Resource): Record<string, string> => ({
  ETag: `"${text(resource, "revision")}"`,
});

/** What every object and item begins with. */
export const firstRevision = "0";

/** What a conflict is called: https://www.twilio.com/docs/api/errors/54103, .../54155, .../54205 */
export type RevisionCode = 54103 | 54155 | 54205;

/** Refuses to change what has changed since the caller read it, if they say (by `If-Match`) what they read. */
function checkRevision({ headers }: ApiRequest, resource: Resource, code: RevisionCode): void {
  // Who sends an ETag back sends its quotes, too.
  const expected = headers["if-match"]?.replace(/^"(.*)"$/, "$1");
  const revision = text(resource, "revision");
  if (expected === undefined || expected === "*" || expected === revision) return;
  throw new TwilioError(code, `The revision is ${revision}, not ${expected}: read it again`);
}

/** Changes an object or item; its revision grows. */
export function revise(
  request: ApiRequest,
  platform: Platform,
  resource: Resource,
  code: RevisionCode,
): Resource {
  checkRevision(request, resource, code);
  checkSize(request);
  const changed = generic.update(request, platform, resource);
  platform.store.update(changed, { revision: nextRevision(resource) });
  return expire(request, platform, changed, "ItemTtl");
}

const nextRevision = (resource: Resource): string =>
  (Number.parseInt(text(resource, "revision") ?? firstRevision, 16) + 1).toString(16);

/** The list or map that holds an item grows its revision with each change of an item. */
export function touch(
  kind: string,
  { account, parents }: Pick<Resource, "account" | "parents">,
  { store }: Platform,
): void {
  const { service_sid = "", ...owner } = parents;
  const sid = Object.values(owner)[0] ?? "";
  const holder = store.get({ kind, account, parents: { service_sid } }, sid);
  if (holder) store.update(holder, { revision: nextRevision(holder) });
}

/** How items of a list or map change and go, by the kind of what holds them. */
export const itemChanges = (
  holder: string,
  code: RevisionCode,
): Pick<Noun, "update" | "delete" | "headers"> => ({
  headers: etag,
  update(request, platform, resource) {
    const changed = revise(request, platform, resource, code);
    touch(holder, resource, platform);
    return changed;
  },
  delete(request, platform, resource) {
    checkRevision(request, resource, code);
    platform.store.delete(resource);
    touch(holder, resource, platform);
  },
});

/** Items from a certain one on, in the order asked for. https://www.twilio.com/docs/sync/api/listitem-resource#read-multiple-listitem-resources */
export function inOrder(
  request: ApiRequest,
  { store }: Platform,
  compare: (left: Resource, right: Resource) => number,
  position: (written: string) => (resource: Resource) => number,
): Resource[] {
  const down = textParameter(request, "Order") === "desc";
  const from = textParameter(request, "From");
  const exclusive = textParameter(request, "Bounds") === "exclusive";
  const sorted = [...store.collection(request.place)].sort(
    (left, right) => compare(left, right) * (down ? -1 : 1),
  );
  const wanted = sorted.filter((resource) => {
    if (from === undefined || from === "") return true;
    const place = position(from)(resource) * (down ? -1 : 1);
    return exclusive ? place > 0 : place >= 0;
  });
  // Pages count down a sequence, whatever the order is.
  return wanted.map((resource, index) => ({ ...resource, sequence: wanted.length - index }));
}
