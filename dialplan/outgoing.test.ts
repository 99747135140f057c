import fc from "fast-check";
import { parsePhoneNumberFromString } from "libphonenumber-js/core";
import all from "libphonenumber-js/max/metadata";
import { describe, expect, it } from "vitest";
import type { DialRules } from "./dial-plan.ts";
import { metadataOf } from "./metadata.ts";
import { decideOrdinary, decideOutgoing, type OutgoingView } from "./outgoing.ts";

const countries: DialRules["countries"] = ["US", "CA", "MX"];
const rules: DialRules = {
  countries,
  types: ["FIXED_LINE", "MOBILE", "FIXED_LINE_OR_MOBILE", "TOLL_FREE"],
  timeLimit: 3600,
  dailyMinutes: 240,
  patience: 400,
  services: { "211": ["+18666986155"], "988": ["988", "+18002738255"] },
  metadata: metadataOf(countries),
};
const phone = { environment: "prod", context: "street", emergency: true };
const view: OutgoingView = {
  environment: "prod",
  rules,
  directory: {
    main: "+15035550100",
    contexts: [],
    phones: {
      corner: { ...phone, callerId: "+15035550101" },
      attic: { ...phone, callerId: "+15035550102" },
      workshop: { ...phone, callerId: "+15035550102", emergency: false },
      roamer: { ...phone, callerId: "+15035550100" },
      demo: { ...phone, callerId: "+15035550110", environment: "stage" },
    },
  },
};
const emergencyPlan = { main: "+15035550100", extensions: { corner: ["+15035550101"] } };

function dial(digits: string, more = {}) {
  const domain = "direct-futel-prod.sip.twilio.com";
  const call = {
    To: `sip:${digits}@${domain}`,
    From: `sip:corner@${domain}`,
    SipUsername: "corner",
    SipDomain: domain,
  };
  return decideOutgoing({ ...call, ...more }, { ...view, emergencyPlan });
}
const toNumber = (...numbers: string[]) => ({ action: "dial-number", callerId: "+15035550101", numbers });

describe("the order of the rules", () => {
  it("puts emergency calls before everything else", () => {
    expect(dial("911", { From: "sip:somebody@else", SipUsername: "corner" })).toMatchObject({
      rule: "emergency",
      action: "dial-emergency",
    });
    expect(dial("911", { SipUsername: "stranger" })).toMatchObject({
      rule: "emergency",
      callerIds: ["+15035550100", "+15035550100"],
    });
  });
  it("refuses unknown phones before it looks at what they dial", () => {
    expect(dial("5035551212", { SipUsername: "stranger" })).toEqual({
      rule: "unknown-extension",
      action: "refuse",
      reason: "unknown-extension",
    });
    expect(dial("#", { SipUsername: undefined })).toMatchObject({ rule: "unknown-extension" });
  });
  it("refuses a phone that claims to be another", () => {
    expect(dial("5035551212", { From: "sip:roamer@x" })).toMatchObject({
      rule: "caller-mismatch",
      action: "refuse",
    });
  });
});

describe("a phone that dials", () => {
  it("# gets its own menu, and 0 the operator", () => {
    const menu = { rule: "context", action: "dial-context", callerId: "+15035550101", emergency: true };
    expect(dial("%23")).toEqual({ ...menu, context: "street" });
    expect(dial("0")).toEqual({ ...menu, context: "operator" });
  });
  it("a service gets its numbers in turn, without a time limit", () => {
    expect(dial("211")).toEqual({ rule: "service", ...toNumber("+18666986155") });
    expect(dial("988")).toEqual({ rule: "service", ...toNumber("988", "+18002738255") });
  });
  it("another service is refused", () => {
    for (const service of ["411", "000", "112", "999", "976"])
      expect(dial(service)).toMatchObject({ reason: "unknown-service" });
  });
  it("a number of the network stays within it, and rings all its phones", () => {
    const phones = [
      { extension: "attic", emergency: true },
      { extension: "workshop", emergency: false },
    ];
    expect(dial("5035550102")).toEqual({
      rule: "own-number",
      action: "dial-phones",
      callerId: "+15035550101",
      phones,
    });
  });
  it("the main number gets the menu for callers from outside", () => {
    expect(dial("+15035550100")).toMatchObject({
      rule: "own-number",
      action: "dial-context",
      context: "incoming",
    });
  });
  it("a number of another environment goes out over the telephone network", () => {
    expect(dial("5035550110")).toMatchObject({ rule: "outside-number", ...toNumber("+15035550110") });
  });
});

describe("the budget", () => {
  it("counts calls to outside numbers, and none that are toll-free, a service or within the network", () => {
    expect(dial("5035551212")).toHaveProperty("budget", 240);
    expect(dial("011525555551234")).toHaveProperty("budget", 240);
    for (const digits of ["8005551212", "211", "988", "911", "933", "#", "0", "5035550102", "5035550100"])
      expect(dial(digits), digits).not.toHaveProperty("budget");
  });
  it("is the phone's own, if it has one", () => {
    const ofPhone = (dailyMinutes: number | "unlimited") => {
      const phones = { corner: { ...phone, callerId: "+15035550101", dailyMinutes } };
      const call = { To: "5035551212", From: "corner", SipUsername: "corner" };
      return decideOrdinary(call, { ...view, directory: { ...view.directory, phones } });
    };
    expect(ofPhone(30)).toHaveProperty("budget", 30);
    expect(ofPhone(0)).toHaveProperty("budget", 0);
    expect(ofPhone("unlimited")).not.toHaveProperty("budget");
  });
});

describe("a number", () => {
  const written = [
    "5035551212",
    "15035551212",
    "+15035551212",
    "%2B15035551212",
    "01115035551212",
    "0015035551212",
  ];
  const decorated = [
    "503-555-1212",
    "(503)%20555.1212",
    "5035551212;ext=7",
    "5035551212%3Bext=7",
    "５０３５５５１２１２",
    "٥٠٣٥٥٥١٢١٢",
    "۵۰۳۵۵۵۱۲۱۲",
    "+1 503 555 1212",
  ];
  it.each([...written, ...decorated])("is understood as %s", (digits) => {
    expect(dial(digits)).toEqual({
      rule: "outside-number",
      timeLimit: 3600,
      budget: 240,
      ...toNumber("+15035551212"),
    });
  });
  it("is understood as a TEL URI", () => {
    expect(dial("", { To: "tel:+1-503-555-1212" })).toMatchObject(toNumber("+15035551212"));
  });
  it("of Mexico is reached by 011, 00 and +", () => {
    for (const prefix of ["011", "00", "+", "%2B"])
      expect(dial(`${prefix}525555551234`)).toMatchObject(toNumber("+525555551234"));
  });
  it.each([
    "900",
    "19005551212",
    "9005551212",
    "+19005551212",
    "%2B1900-555-1212",
    "０１１１９００５５５１２１２",
  ])("at premium rate is refused as %s", (digits) => {
    expect(dial(digits)).toMatchObject({ action: "refuse" });
  });
  it("of a country that is not allowed is refused, even if metadata of all countries is at hand", () => {
    const call = { To: "8765551212", From: "corner", SipUsername: "corner" };
    const everywhere = {
      ...view,
      rules: { ...rules, metadata: all as DialRules["metadata"] },
      emergencyPlan,
    };
    expect(decideOutgoing(call, everywhere)).toMatchObject({
      action: "refuse",
      reason: "country-not-allowed",
    });
  });
  it("with the exchange 976 is refused in every area", () => {
    for (let area = 200; area <= 999; area++)
      expect(dial(`${area}9761234`)).toMatchObject({ action: "refuse" });
  });
  it.each([
    "011442071234567",
    "+442071234567",
    "00882161234567",
    "+8816312345678",
    "011870773123456",
    "+8835100012345",
    "+97912345678",
    "+37012345678",
  ])("of another country is refused as %s", (digits) => {
    expect(dial(digits)).toMatchObject({ action: "refuse", reason: "country-not-allowed" });
  });
  it.each([
    "",
    "abc",
    "*67",
    "555",
    "5551212",
    "50355512",
    "150355512123",
    "+",
    "%",
    "sip",
    "5035551212x7",
    "1-800-FLOWERS",
    "5035551212,5035551213",
    "+5035551212+",
  ])("is not %j", (digits) => {
    expect(dial(digits)).toMatchObject({ action: "refuse" });
  });
});

/** From the numbering plan's own lists: what is not an ordinary number of the United States or Canada. */
const foreign = "242 246 264 268 284 345 441 473 649 658 664 721 758 767 784 809 829 849 868 869 876";
const territories = "340 670 671 684 787 939";
const special = "500 521 522 523 524 525 526 527 528 529 532 533 544 566 577 588 600 622 633 700 710 900";
const tollFree = "800 833 844 855 866 877 888";

describe("every area code from 200 to 999", () => {
  const areas = Array.from({ length: 800 }, (_, index) => 200 + index);
  const allowed = areas.filter((area) => dial(`${area}5551212`).action === "dial-number");

  it.each(`${foreign} ${territories} ${special}`.split(" ").map(Number))("%i is refused", (area) => {
    expect(allowed).not.toContain(area);
  });
  it.each(tollFree.split(" ").map(Number))("%i is toll-free, and allowed", (area) => {
    expect(allowed).toContain(area);
  });
  it("is allowed exactly if it is of the United States, of Canada, or toll-free, by the whole world's metadata", () => {
    const expected = areas.filter((area) => {
      const number = parsePhoneNumberFromString(`+1${area}5551212`, all);
      const type = number?.getType() ?? "";
      return (
        ["US", "CA"].includes(number?.country ?? "") &&
        /^(FIXED_LINE|MOBILE|FIXED_LINE_OR_MOBILE|TOLL_FREE)$/.test(type)
      );
    });
    expect(allowed).toEqual(expected);
    expect(allowed.length).toBeGreaterThan(400);
  });
});

describe("whatever is dialled", () => {
  const digit = fc.constantFrom(..."0123456789+*#;,%@ -.()٣۴５abcextSIP:".split(""));
  const noise = fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc.array(digit, { maxLength: 24 }).map((each) => each.join("")),
  );
  const nearMiss = fc
    .tuple(
      fc.constantFrom("", "+", "00", "011", "%2B", "1", "+1", "0111", "01152"),
      fc.nat(9_999_999_999),
      fc.constantFrom("", ";ext=1", "#"),
    )
    .map(([prefix, number, suffix]) => `${prefix}${number}${suffix}`);

  it("a number is dialled only if it is a service's, or of an allowed country and type", () => {
    fc.assert(
      fc.property(fc.oneof(noise, nearMiss), (digits) => {
        const decision = dial(digits);
        if (decision.action !== "dial-number") return;
        const services = Object.values(rules.services);
        if (services.includes(decision.numbers)) return;
        expect(decision.numbers).toHaveLength(1);
        const number = parsePhoneNumberFromString(decision.numbers[0] ?? "", all);
        expect(countries).toContain(number?.country);
        expect(rules.types).toContain(number?.getType());
        expect(number?.number).not.toMatch(/^\+1(900|\d{3}976)/);
      }),
      // In Mexico 976 is nothing special.
      { numRuns: 5_000, examples: [["011525939760000"]] },
    );
  });

  it("SIP goes to phones of the network and to menus only", () => {
    fc.assert(
      fc.property(noise, (digits) => {
        const decision = dial(digits);
        if (decision.action === "dial-phones")
          for (const { extension } of decision.phones)
            expect(Object.keys(view.directory.phones)).toContain(extension);
        if (decision.action === "dial-context")
          expect(["street", "operator", "incoming"]).toContain(decision.context);
      }),
    );
  });

  it("911 is dialled, whoever calls and whatever else the call says", () => {
    fc.assert(
      fc.property(noise, noise, fc.oneof(fc.constant(undefined), noise), (From, SipUsername, SipDomain) => {
        fc.pre(SipUsername !== "corner");
        expect(dial("911", { From, SipUsername, SipDomain })).toMatchObject({
          action: "dial-emergency",
          number: "911",
        });
      }),
    );
  });
});
