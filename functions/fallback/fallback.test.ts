import { expect, it, vi } from "vitest";
import { deploy } from "../test/deployed.ts";

const run = await deploy("fallback");
const SipDomain = "direct-futel-prod.sip.twilio.com";
const call = (digits: string, SipUsername: string, more = {}) => ({
  To: `sip:${digits}@${SipDomain}`,
  From: `sip:${SipUsername}@${SipDomain}`,
  SipUsername,
  SipDomain,
  ErrorCode: "11200",
  ErrorUrl: "https://dialer-1234-prod.twil.io/sip-outgoing",
  ...more,
});
/** It has no variables and no assets, and asks for none. */
const hear = async (event: Record<string, unknown>, context = {}) => {
  const getAssets = () => {
    throw new Error("the fallback has no assets");
  };
  return (await run("/fallback", { context, event, getAssets })).twiml;
};

it("goes on with the next caller ID when a leg fails", async () => {
  const twiml = await hear(
    call("911", "corner", { attempt: "2", extension: "corner", DialCallStatus: "failed" }),
  );
  expect(twiml).toContain('callerId="+15035550102"');
});

it("does not dial again when the dialer failed only after the call had been made", async () => {
  expect(await hear(call("911", "corner", { DialCallStatus: "completed" }))).toBe(
    "<Response>\n<Hangup/>\n</Response>",
  );
});

it("refuses what the dialer would refuse", async () => {
  expect(await hear(call("911", "gallery"))).toContain("Please use another telephone");
  const stage = { SipDomain: "direct-futel-stage.sip.twilio.com" };
  expect(await hear(call("911", "demo", stage), { ENVIRONMENT: "stage" })).toContain("test telephone");
});

it("tells the team by itself: nothing of the dialer is needed", async () => {
  const twiml = await hear(call("911", "corner"), { DOMAIN_NAME: "fallback-1234-prod.twil.io" });
  expect(twiml).toContain(
    'statusCallback="https://fallback-1234-prod.twil.io/emergency-alert?extension=corner',
  );
  const create = vi.fn(async () => {});
  const context = { ALERT_NUMBERS: "+15035550190", getTwilioClient: () => ({ messages: { create } }) };
  await run("/emergency-alert", { context, event: { CallStatus: "initiated", extension: "corner" } });
  const body = expect.stringContaining("Emergency call to 911 from corner");
  expect(create).toHaveBeenCalledWith({ to: "+15035550190", from: "+15035550100", body });
});

it("tells everyone else that the network is out of order: phones and callers from outside", async () => {
  const outOfOrder = [
    "<Response>",
    '<Say language="en-US">The telephone network is out of order. Please try again later.</Say>',
    '<Say language="es-MX">La red telefónica no funciona en este momento. Por favor intente más tarde.</Say>',
    "<Hangup/>\n</Response>",
  ].join("\n");
  expect(await hear(call("5035551212", "corner"))).toBe(outOfOrder);
  expect(await hear({ To: "+15035550101", From: "+12065550123" })).toBe(outOfOrder);
  expect(await hear({})).toBe(outOfOrder);
});
