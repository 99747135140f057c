import { expect, it, vi } from "vitest";
import { deploy } from "../test/deployed.ts";

const context = {
  ENVIRONMENT: "prod",
  TRUNK_HOST: "trunk.example.org",
  SIP_DOMAIN: "direct-futel-prod.sip.twilio.com",
  SIP_DOMAIN_NONEMERGENCY: "direct-futel-nonemergency-prod.sip.twilio.com",
};
const run = await deploy("dialer");
const hear = async (To: string, more = {}) =>
  (await run("/sip-incoming", { context, event: { To, From: "+12065550123" }, ...more })).twiml;

it("callers hear that the network is out of order when its phones cannot be read", async () => {
  const error = vi.spyOn(console, "error").mockImplementation(() => {});
  expect(await hear("+15035550101", { getAssets: () => ({}) })).toContain("out of order");
  expect(error).toHaveBeenCalledWith("sip-incoming:", "The build has no private asset /extensions.json.");
});
