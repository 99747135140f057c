import { apiOf, type Operation } from "@dialer/openapi";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Emulator, startEmulator } from "../index.ts";
import { send } from "../testing/request.ts";

let emulator: Emulator;

beforeAll(async () => {
  emulator = await startEmulator({ buildMs: 0 });
});
afterAll(() => emulator.close());

const operations = ["api", "serverless", "sync", "studio", "monitor"].flatMap((product) =>
  (apiOf(`${product}.twilio.com`)?.routes ?? []).flatMap(({ operations }) => [...operations.values()]),
);

const hostile = fc.oneof(
  fc.string({ unit: "binary" }).map((text) => text.toWellFormed()),
  fc.constantFrom(
    "",
    "null",
    "{}",
    "[]",
    "{",
    "%",
    "\u0000",
    "1e9",
    "-1",
    "__proto__",
    "constructor",
    "../..",
    "a".repeat(5_000),
  ),
);

const namesOf = ({ body, parameters }: Operation) => [
  ...Object.keys(body?.schema.properties ?? {}),
  ...parameters.filter(({ in: where }) => where === "query").map(({ name }) => name),
  "__proto__",
  "__proto__.polluted",
  "constructor.prototype.polluted",
];

const request = fc.constantFrom(...operations).chain((operation) =>
  fc.record({
    operation: fc.constant(operation),
    keys: fc.array(hostile, { minLength: 6, maxLength: 6 }),
    values: fc.array(fc.tuple(fc.constantFrom(...namesOf(operation)), hostile)),
  }),
);

test("no request brings the emulator down or changes what it is made of", async () => {
  await fc.assert(
    fc.asyncProperty(request, async ({ operation: { method, template, host, body }, keys, values }) => {
      const rest = [...keys];
      const path = template
        .replace("{AccountSid}", emulator.accountSid)
        .replaceAll(/\{[^}]+\}/g, () => encodeURIComponent(rest.shift() ?? ""));
      const hasBody = method !== "GET" && method !== "DELETE";
      const query = hasBody ? "" : `?${new URLSearchParams(values)}`;
      const json = `{${values.map((pair) => pair.map((part) => JSON.stringify(part)).join(":")).join()}}`;
      const { status } = await send(emulator, `${host}${path}${query}`, {
        method,
        ...(hasBody &&
          (body?.types[0]?.includes("json") ? { text: json } : { form: Object.fromEntries(values) })),
      });
      expect(status).toBeLessThan(500);
      expect("polluted" in {}).toBe(false);
    }),
    { numRuns: 600 },
  );
});
