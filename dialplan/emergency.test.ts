import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type EmergencyPlan, emergencyCall, emergencyNumber } from "./emergency.ts";

const plan: EmergencyPlan = {
  main: "+15035550100",
  extensions: { corner: ["+15035550101", "+15035550101", "+15035550100"], gallery: "refuse" },
};

const forms = ["911", "1911", "+1911", "9911", "91911", "+91911", "9-1-1", " 911 ", "(911)", "911#", "+911"];
const scripts = ["９１１", "٩١١", "۹۱۱", "＋１９１１", "9\u200b1\u200b1", "९११"];

/** The ways in which a phone puts what was dialled into the request. */
const wrappings: ((digits: string) => string)[] = [
  (digits) => digits,
  (digits) => `sip:${digits}@direct-futel-prod.sip.twilio.com`,
  (digits) => `sip:${encodeURIComponent(digits)}@direct-futel-prod.sip.us1.twilio.com:5061;transport=tls`,
  (digits) => `sips:${digits};phone-context=example.org@direct-futel-prod.sip.twilio.com`,
  (digits) => `tel:${digits};ext=5`,
  (digits) => `"Help" <sip:${digits}@direct-futel-prod.sip.twilio.com>`,
];

describe("an emergency number", () => {
  it.each([...forms, ...scripts])("is recognised in every wrapping of %j", (digits) => {
    for (const wrap of wrappings) expect(emergencyNumber(wrap(digits))).toBe("911");
  });

  it("is 933 as well, in the same forms", () => {
    for (const form of forms)
      expect(emergencyNumber(form.replace("911", "933").replace("9-1-1", "933"))).toBe("933");
  });

  it.each(["9115551212", "5039115555", "912", "0911", "511", "911abc", "sip:bob@911", "", "%"])(
    "is not %j",
    (to) => {
      expect(emergencyNumber(to)).toBeUndefined();
    },
  );

  it("is looked for in anything without an error", () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (to, environment) => {
        emergencyNumber(to);
        emergencyCall({ To: to, From: to, SipUsername: to, SipDomain: to, extension: to }, plan, environment);
      }),
    );
  });
});

describe("an emergency call", () => {
  const from = (SipUsername: string, more = {}) => ({
    To: "911",
    SipUsername,
    SipDomain: "direct-futel-prod.sip.twilio.com",
    ...more,
  });

  it("is made with the caller IDs of its phone in turn", () => {
    expect(emergencyCall(from("corner"), plan, "prod")?.attempts).toEqual(plan.extensions.corner);
  });

  it("goes by the authenticated name, not by the claimed one", () => {
    const call = from("corner", { From: "sip:gallery@direct-futel-prod.sip.twilio.com" });
    expect(emergencyCall(call, plan, "prod")).toMatchObject({
      extension: "corner",
      attempts: plan.extensions.corner,
    });
  });

  it("goes by the claimed name if there is no other", () => {
    const call = { To: "911", From: "sip:corner@direct-futel-prod.sip.twilio.com" };
    expect(emergencyCall(call, plan, "prod")?.attempts).toEqual(plan.extensions.corner);
  });

  it.each(["stranger", "", "constructor", "__proto__"])(
    "of the unknown phone %j is made with the main number",
    (name) => {
      expect(emergencyCall(from(name), plan, "prod")?.attempts).toEqual([plan.main, plan.main]);
    },
  );

  it("is refused where the phone's entry refuses, whatever the environment", () => {
    expect(emergencyCall(from("gallery"), plan, undefined)?.attempts).toBe("refused-by-entry");
  });

  it("is refused on stage if both the variable and the SIP domain say stage", () => {
    const call = from("corner", { SipDomain: "direct-futel-stage.sip.twilio.com" });
    expect(emergencyCall(call, plan, "stage")?.attempts).toBe("refused-on-test-environment");
  });

  it.each([
    ["the variable is missing", undefined, "direct-futel-stage.sip.twilio.com"],
    ["the variable says prod", "prod", "direct-futel-stage.sip.twilio.com"],
    ["the domain is missing", "stage", undefined],
    ["the domain says prod", "stage", "direct-futel-prod.sip.twilio.com"],
    ["the domain says another test environment", "stage", "direct-futel-dev.sip.twilio.com"],
    ["the domain only ends alike", "stage", "backstage.sip.twilio.com"],
    ["the variable is no environment of tests", "production", "direct-futel-production.sip.twilio.com"],
  ])("is made if %s", (_, environment, SipDomain) => {
    expect(emergencyCall(from("corner", { SipDomain }), plan, environment)?.attempts).toEqual(
      plan.extensions.corner,
    );
  });

  it("to 933 is made on stage too: it is a test, and reaches nobody", () => {
    const call = from("corner", { To: "933", SipDomain: "direct-futel-stage.sip.twilio.com" });
    expect(emergencyCall(call, plan, "stage")?.attempts).toEqual(plan.extensions.corner);
  });
});
