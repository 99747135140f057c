import { type CallTrace, heard, webhooks } from "@dialer/emulator";
import twilio from "twilio";
import { describe, expect, it } from "vitest";
import type { FlexAdmin } from "./flex-admin.ts";
import type { TestNetwork } from "./network.ts";
import { speakingFlow } from "./studio-flow.ts";
import { verbs } from "./telephones.ts";

export interface RouterUnderTest {
  network: TestNetwork;
  /** Host of its functions. */
  domain: string;
  admin: FlexAdmin;
  /** Calls an address as a carrier does, from {@link caller}. */
  call(to: string): Promise<CallTrace>;
}

export const caller = "+12065550144";

/** Calls to an address of each type of route, which an administrator publishes on a stack that is up. */
export function describeCalls(router: () => RouterUnderTest): void {
  const publish = (type: string, destination: string, address = "+15035550170") =>
    router().admin.publish({ routes: [{ address, type, destination }] });
  const call = () => router().call("+15035550170");

  describe("a carrier's call to a route of type", () => {
    it("webhook is a Studio flow's, which is told clean names, and the end", async () => {
      const { network, domain } = router();
      const said = "{{trigger.call.caller_number}} for {{trigger.call.called_number}}";
      await publish("webhook", await speakingFlow(network, said));
      const trace = await call();
      expect(heard(trace)).toEqual([`${caller} for +15035550170`]);
      const other = await router().call("nobody");
      const ends = [trace, other].map((each) => webhooks(each).at(-1));
      expect(ends).toMatchObject([
        { purpose: "status-callback", url: `https://${domain}/status-callback`, status: 200 },
        { purpose: "status-callback", status: 200 },
      ]);
      expect(ends.map((end) => end?.answer?.includes("<Response>") ?? false)).toEqual([true, false]);
    });

    it("dial-application is answered by that application, which is told clean names", async () => {
      const { client } = router().network;
      const [domain] = (await client.sip.domains.list()).filter(({ domainName }) =>
        domainName.startsWith("router"),
      );
      const voice = { voiceUrl: domain?.voiceFallbackUrl ?? "", voiceMethod: "GET" } as const;
      const { sid } = await client.applications.create({ friendlyName: "menu", ...voice });
      await publish("dial-application", sid);
      const { legs } = await call();
      expect(legs).toMatchObject([
        { kind: "application", to: `app:${sid}`, callerId: caller, status: "completed" },
      ]);
      expect(JSON.stringify(legs)).toContain('"caller_number":"+12065550144"');
    });

    it("dial-client and dial-sip rings there, with the caller's number", async () => {
      await publish("dial-client", "ada_40example");
      expect((await call()).legs).toMatchObject([{ to: "client:ada_40example", callerId: caller }]);
      await publish("dial-sip", "sip:desk@pbx.example.org");
      router().network.emulator.parties.script("sip:desk@pbx.example.org", "busy");
      expect((await call()).legs).toMatchObject([{ callerId: caller, status: "busy" }]);
    });

    it("play, say and refer are what they say", async () => {
      await publish("play", "https://sounds.example.org/closed.mp3");
      expect(heard(await call())).toEqual(["https://sounds.example.org/closed.mp3"]);
      await publish("say", "We are <closed> & gone.");
      expect(heard(await call())).toEqual(["We are <closed> & gone."]);
      await publish("refer", "sip:desk@pbx.example.org");
      expect(JSON.stringify((await call()).steps)).toContain("sip:desk@pbx.example.org");
    });

    it("twiml runs", async () => {
      await publish(
        "twiml",
        "<Response><Say>One</Say><Pause length='2'/><Say>Two &amp; three</Say></Response>",
      );
      const trace = await call();
      expect(heard(trace)).toEqual(["One", "Two & three"]);
      expect(verbs(trace).map(({ verb }) => verb)).toEqual(["Say", "Pause", "Say"]);
    });
  });

  describe("the router's webhooks", () => {
    it("answer nobody but Twilio, and want to know what is called", async () => {
      const { network, domain } = router();
      const { url, authToken } = network.emulator;
      for (const path of ["/inbound-sip-router", "/status-callback"]) {
        const ask = (signature: string, params: Record<string, string>) =>
          fetch(`${url}/${domain}${path}`, {
            method: "POST",
            headers: { "X-Twilio-Signature": signature },
            body: new URLSearchParams(params),
          });
        const sign = (params: Record<string, string>) =>
          twilio.getExpectedTwilioSignature(authToken, `https://${domain}${path}`, params);
        expect((await ask("", { To: "sales" })).status).toBe(403);
        expect((await ask(sign({ To: "sales" }), { To: "other" })).status).toBe(403);
        const missing = await ask(sign({ From: caller }), { From: caller });
        expect(missing.status).toBe(path === "/inbound-sip-router" ? 400 : 200);
      }
    });
  });
}
