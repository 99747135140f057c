import { createHash } from "node:crypto";
import { z } from "zod";
import type { Clock } from "../clock.ts";
import type { Faults } from "../faults/faults.ts";
import type { JournalEntry } from "../rest/journal.ts";
import { withoutSecrets } from "../rest/journal.ts";
import type { JsonRoutes } from "../rest/json-routes.ts";
import { Collection, type Place, type Properties, type Resource, type Store, text } from "../store/index.ts";
import type { Voice } from "../voice/index.ts";
import { contentIn } from "./content.ts";

/** What the page shows. */
export interface Shown {
  store: Store;
  clock: Clock;
  journal: readonly JournalEntry[];
  faults: Faults;
  voice: Voice;
  /** Differs when anything has changed that is kept. */
  remembered(): string;
  /** Properties of a resource as the API answers them. */
  read(resource: Resource): Properties;
}

/** Resources and requests on a page. */
const pageSize = 50;

const parents = z.record(z.string(), z.string());
const inAccount = z.strictObject({ account: z.string() });
const place = inAccount.extend({
  kind: z.string(),
  /** JSON, because it comes in a query. */
  parents: z.preprocess((json) => (typeof json === "string" ? JSON.parse(json) : json), parents).optional(),
});
const section = { before: z.coerce.number().int().optional(), search: z.string().default("") };
const listed = place.extend(section);
const one = place.extend({ key: z.string() }).required();
const journalled = z.strictObject(section);

/** What the page asks for: small looks at large things. */
export const pageRoutes = (shown: Shown): JsonRoutes => ({
  "GET /emulator/changes": () => changes(shown),
  "GET /emulator/accounts": () =>
    [...shown.store.all("api/Accounts")].map((account) => ({
      sid: account.key,
      name: text(account, "friendly_name"),
    })),
  "GET /emulator/kinds": (query) => kinds(shown, inAccount.parse(query).account),
  "GET /emulator/resources": (query) => list(shown, listed.parse(query)),
  "GET /emulator/resource": (query) => {
    const resource = find(shown, one.parse(query));
    const under = shown.store.under(resource).flatMap((collection) => {
      const first = collection.oldest();
      return first ? [{ kind: first.kind, parents: first.parents, count: collection.size }] : [];
    });
    return { ...view(shown, resource), under };
  },
  "GET /emulator/content": (query) => contentIn(find(shown, one.parse(query))),
  "GET /emulator/journal": (query) => requests(shown, journalled.parse(query)),
});

/** `revision` differs when anything that the page shows has changed. */
function changes({ remembered, clock, journal, faults, voice }: Shown) {
  const told = [journal.length, journal.at(-1)?.status, voice.switchboard.progress, faults.list()];
  const revision = createHash("sha1")
    .update(JSON.stringify([remembered(), told]))
    .digest("base64url");
  return { time: new Date(clock.now()).toISOString(), revision };
}

function kinds({ store }: Shown, account: string) {
  return store
    .kinds()
    .map((kind) => ({ kind, count: [...store.all(kind)].filter((one) => one.account === account).length }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => a.kind.localeCompare(b.kind));
}

/** A page of what is in a place; without `parents` of all that the account has of a kind. */
function list(shown: Shown, { before, search, kind, account, parents }: z.output<typeof listed>) {
  const collection = collectionOf(shown.store, { kind, account, parents });
  const wanted = search.toLowerCase();
  const accept = (resource: Resource) =>
    JSON.stringify(properties(shown, resource)).toLowerCase().includes(wanted);
  const page = collection.page(pageSize, {
    ...(before === undefined ? {} : { before }),
    ...(wanted === "" ? {} : { accept }),
  });
  return {
    count: collection.size,
    items: page.items.map((resource) => view(shown, resource)),
    before: page.before,
  };
}

function collectionOf(store: Store, { parents = {}, ...place }: Omit<Place, "parents"> & Partial<Place>) {
  const collection = store.collection({ ...place, parents });
  if (collection.size > 0 || Object.keys(parents).length > 0) return collection;
  return Collection.of(
    [...store.all(place.kind)].filter(({ account }) => account === place.account).reverse(),
  );
}

function find({ store }: Shown, { key, ...place }: Place & { key: string }): Resource {
  const found = store.get(place, key);
  if (!found) throw new Error(`there is no ${place.kind} ${key}: it was deleted`);
  return found;
}

function view(shown: Shown, resource: Resource) {
  const { kind, account, parents, key, sequence, created, updated } = resource;
  const times = { created: new Date(created).toISOString(), updated: new Date(updated).toISOString() };
  return { kind, account, parents, key, sequence, ...times, properties: properties(shown, resource) };
}

const properties = ({ read }: Shown, resource: Resource) => withoutSecrets(resource.kind, read(resource));

/** Requests before a number (the newest when left out) that contain a text somewhere. */
function requests({ journal }: Shown, { before = journal.length, search }: z.output<typeof journalled>) {
  const wanted = search.toLowerCase();
  const items: (JournalEntry & { id: number })[] = [];
  let id = Math.min(before, journal.length) - 1;
  for (; id >= 0 && items.length < pageSize; id--) {
    const entry = journal[id];
    if (entry && JSON.stringify(entry).toLowerCase().includes(wanted)) items.push({ id, ...entry });
  }
  return { count: journal.length, items, before: id >= 0 ? id + 1 : undefined };
}
