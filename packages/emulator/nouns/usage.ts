import type { Platform } from "../platform.ts";
import type { ApiRequest } from "../rest/request.ts";
import { textParameter } from "../rest/request.ts";
import { iso8601 } from "../rest/shape.ts";
import type { Json, Resource } from "../store/index.ts";
import type { Noun } from "./noun.ts";

/** What is counted: resources of a kind, by what they are. https://www.twilio.com/docs/usage/api/usage-record#usage-categories */
const categories: Record<
  string,
  { kind: string; unit: string; usage: string; where?: Record<string, RegExp>; amount?: string }
> = {
  calls: { kind: "api/Calls", unit: "calls", usage: "minutes", amount: "duration" },
  "calls-inbound": {
    kind: "api/Calls",
    unit: "calls",
    usage: "minutes",
    amount: "duration",
    where: { direction: /^inbound/ },
  },
  "calls-outbound": {
    kind: "api/Calls",
    unit: "calls",
    usage: "minutes",
    amount: "duration",
    where: { direction: /^outbound/ },
  },
  sms: { kind: "api/Messages", unit: "messages", usage: "messages" },
  "sms-inbound": {
    kind: "api/Messages",
    unit: "messages",
    usage: "messages",
    where: { direction: /^inbound/ },
  },
  "sms-outbound": {
    kind: "api/Messages",
    unit: "messages",
    usage: "messages",
    where: { direction: /^outbound/ },
  },
  phonenumbers: { kind: "api/IncomingPhoneNumbers", unit: "numbers", usage: "numbers" },
  recordings: { kind: "api/Recordings", unit: "recordings", usage: "minutes", amount: "duration" },
};

const day = 24 * 60 * 60 * 1000;

/** Whether resources of a kind are counted. */
export const isCounted = (kind: string): boolean =>
  Object.values(categories).some((category) => category.kind === kind);

/** The days, first and last, that a kind of record is about. Months and years are those of the emulator's clock. */
const periods: Record<string, (now: Date) => [from: number, to: number]> = {
  "": (now) => [0, now.getTime()],
  "/AllTime": (now) => [0, now.getTime()],
  "/Today": (now) => [dayOf(now), now.getTime()],
  "/Daily": (now) => [dayOf(now), now.getTime()],
  "/Yesterday": (now) => [dayOf(now) - day, dayOf(now) - 1],
  "/ThisMonth": (now) => [monthOf(now, 0), now.getTime()],
  "/Monthly": (now) => [monthOf(now, 0), now.getTime()],
  "/LastMonth": (now) => [monthOf(now, -1), monthOf(now, 0) - 1],
  "/Yearly": (now) => [Date.UTC(now.getUTCFullYear(), 0), now.getTime()],
};

/** When the period that a trigger recurs by has begun. */
export function periodStart(recurring: string, at: number): number {
  const now = new Date(at);
  if (recurring === "daily") return dayOf(now);
  if (recurring === "monthly") return monthOf(now, 0);
  return recurring === "yearly" ? Date.UTC(now.getUTCFullYear(), 0) : 0;
}

const dayOf = (now: Date) => Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate());
const monthOf = (now: Date, ahead: number) => Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + ahead);

/** How much of a category an account has used between two times. Minutes are begun ones. */
export function used(
  account: string,
  category: string,
  [from, to]: [number, number],
  { store }: Platform,
): { count: number; usage: number } {
  const rule = categories[category];
  if (!rule) return { count: 0, usage: 0 };
  const { kind, where = {}, amount } = rule;
  const counted = [...store.collection({ kind, account, parents: {} })].filter(
    ({ created, properties }) =>
      created >= from &&
      created <= to &&
      Object.entries(where).every(([name, pattern]) => pattern.test(String(properties[name]))),
  );
  const minutes = (value: Json | undefined) => Math.ceil(Number(value ?? 0) / 60);
  const usage = amount
    ? counted.reduce((sum, { properties }) => sum + minutes(properties[amount]), 0)
    : counted.length;
  return { count: counted.length, usage };
}

function list(request: ApiRequest, platform: Platform, period: (now: Date) => [number, number]): Resource[] {
  const now = platform.clock.now();
  const [first, last] = period(new Date(now));
  const from = Date.parse(textParameter(request, "StartDate") ?? "") || first;
  const end = Date.parse(textParameter(request, "EndDate") ?? "");
  const to = Number.isNaN(end) ? last : end + day - 1;
  const names = Object.keys(categories);
  return names.map((category, index) => {
    const { count, usage } = used(request.account.key, category, [from, to], platform);
    return {
      ...request.place,
      key: category,
      properties: {
        category,
        description: category,
        count: String(count),
        count_unit: categories[category]?.unit ?? "",
        usage: String(usage),
        usage_unit: categories[category]?.usage ?? "",
        start_date: iso8601(from).slice(0, 10),
        end_date: iso8601(to).slice(0, 10),
        as_of: iso8601(now),
        price: 0,
        price_unit: "usd",
      },
      hidden: {},
      created: now,
      updated: now,
      sequence: names.length - index,
    };
  });
}

/** What an account has used: its calls, messages, numbers and recordings, which cost nothing here. */
export const usageRecords: Noun[] = Object.entries(periods).map(([suffix, period]) => ({
  kind: `api/Usage/Records${suffix}`,
  list: (request, platform) => list(request, platform, period),
}));
