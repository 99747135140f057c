import { expect, it } from "vitest";
import { deploy } from "../test/deployed.ts";

const run = await deploy("dialer");
const SipDomain = "direct-futel-stage.sip.twilio.com";

it("a menu that fails remembers over which domain the call came, and which keys were pressed: 911 is refused on stage", async () => {
  const context = { ENVIRONMENT: "stage", DOMAIN_NAME: "dialer.example" };
  const call = { From: `sip:demo@${SipDomain}`, To: `sip:%23@${SipDomain}`, SipUsername: "demo" };
  let [event, said]: [Record<string, string>, string] = [{ ...call, SipDomain, context: "street" }, ""];
  for (const Digits of ["", "9", "1", "1"]) {
    const { twiml } = await run("/menu", { context, event: { ...event, Digits }, getAssets: () => ({}) });
    const action = /action="([^"]*)"/.exec(twiml)?.[1]?.replaceAll("&amp;", "&") ?? "";
    // All that is said from here on stands in the URL.
    event = { ...call, ...Object.fromEntries(new URLSearchParams(action.split("?")[1])) };
    said = twiml;
  }
  expect(said).toContain("This is a test telephone.");
});
