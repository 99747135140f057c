import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  ATTEMPTS,
  backoff,
  type Failure,
  isThrottled,
  type Kind,
  kindOf,
  retryAfterMs,
  verdict,
} from "./retry.ts";

const kinds = fc.constantFrom<Kind>("read", "repeatable", "create");
const failures: fc.Arbitrary<Failure> = fc.oneof(
  fc.constantFrom<Failure>("unsent", "broken"),
  fc.record({
    status: fc.integer({ min: 400, max: 599 }),
    code: fc.option(fc.constantFrom(20162, 20404), { nil: undefined }),
  }),
);
const attempts = fc.integer({ min: 1, max: 30 });

describe("the verdict on a failed attempt", () => {
  it("never repeats a create that may have happened", () => {
    fc.assert(
      fc.property(failures, attempts, (failure, attempt) => {
        const mayHaveHappened =
          failure === "broken" ||
          (typeof failure !== "string" && failure.status >= 500 && !isThrottled(failure));
        fc.pre(mayHaveHappened);
        expect(verdict("create", failure, attempt)).toBe("uncertain");
      }),
    );
  });

  it("is in doubt about nothing but creates", () => {
    fc.assert(
      fc.property(kinds, failures, attempts, (kind, failure, attempt) => {
        if (verdict(kind, failure, attempt) === "uncertain") expect(kind).toBe("create");
      }),
    );
  });

  it("repeats what was throttled, whatever it was, and gives up some day", () => {
    fc.assert(
      fc.property(kinds, attempts, (kind, attempt) => {
        const expected = attempt < ATTEMPTS.throttled ? "retry" : "give up";
        expect(verdict(kind, { status: 429 }, attempt)).toBe(expected);
        expect(verdict(kind, { status: 409, code: 20162 }, attempt)).toBe(expected);
      }),
    );
  });

  it("never repeats what Twilio refuses", () => {
    fc.assert(
      fc.property(kinds, fc.constantFrom(400, 401, 403, 404, 405, 409), attempts, (kind, status, attempt) => {
        expect(verdict(kind, { status }, attempt)).toBe("give up");
      }),
    );
  });
});

describe("the wait before the next attempt", () => {
  it("is never shorter than Twilio asks for, and never longer than that or 20 seconds", () => {
    fc.assert(
      fc.property(
        attempts,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.nat(60_000),
        (attempt, chance, asked) => {
          const wait = backoff(attempt, chance, asked);
          expect(wait).toBeGreaterThanOrEqual(asked);
          expect(wait).toBeLessThanOrEqual(Math.max(asked, 20_000));
        },
      ),
    );
  });

  it("grows, and is spread over its whole length", () => {
    expect([1, 2, 3, 4].map((attempt) => backoff(attempt, 1))).toEqual([250, 500, 1000, 2000]);
    expect(backoff(4, 0)).toBe(0);
  });

  it("is read from seconds and from dates", () => {
    const now = Date.parse("2026-01-01T00:00:00Z");
    expect(retryAfterMs("3", now)).toBe(3000);
    expect(retryAfterMs("Thu, 01 Jan 2026 00:00:07 GMT", now)).toBe(7000);
    expect(retryAfterMs("Wed, 31 Dec 2025 00:00:00 GMT", now)).toBe(0);
    expect(retryAfterMs("soon", now)).toBe(0);
    expect(retryAfterMs(undefined, now)).toBe(0);
  });
});

describe("the kind of a request", () => {
  const sid = "0123456789abcdef0123456789abcdef";
  it.each([
    ["GET", "/v1/Services", "read"],
    ["POST", "/v1/Services", "create"],
    ["POST", `/v1/Services/ZS${sid}`, "repeatable"],
    ["POST", `/v1/Services/ZS${sid}/Functions`, "create"],
    ["POST", `/v1/Services/ZS${sid}/Environments/ZE${sid}/Deployments`, "repeatable"],
    ["POST", "/v1/DialingPermissions/BulkCountryUpdates", "repeatable"],
    ["POST", `/2010-04-01/Accounts/AC${sid}/IncomingPhoneNumbers.json`, "create"],
    ["POST", `/2010-04-01/Accounts/AC${sid}/IncomingPhoneNumbers/PN${sid}.json`, "repeatable"],
    ["DELETE", `/v1/Services/ZS${sid}`, "repeatable"],
  ])("of %s %s is %s", (method, path, kind) => {
    expect(kindOf(method, path)).toBe(kind);
  });
});
