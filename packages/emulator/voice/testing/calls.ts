import type { CallTrace } from "../trace/trace.ts";
import { type CallRequest, createVoice, type Voice } from "../voice.ts";
import { type FakeAnswer, type FakeNetwork, fakeNetwork } from "./fake-network.ts";

/** The only domain of the fake network. */
export const domain = "example.sip.twilio.com";

/** A number of the fake account without an emergency address, and one of somebody outside. */
export const ownNumber = "+15035550100";
export const outside = "+15035550111";

/** Voice on a fake network whose domain answers calls with TwiML. */
export function voiceWith(
  first: FakeAnswer,
  pages: Record<string, FakeAnswer> = {},
): { network: FakeNetwork; voice: Voice } {
  const network = fakeNetwork(first);
  network.addNumber({ phoneNumber: ownNumber });
  for (const [path, page] of Object.entries(pages)) network.pages.set(`https://example.test${path}`, page);
  return { network, voice: createVoice(network) };
}

/** Calls the domain from its phone `demo`, which is answered with TwiML. */
export function callTwiml(
  twiml: FakeAnswer,
  request: Partial<CallRequest> = {},
  pages: Record<string, FakeAnswer> = {},
  parties: Record<string, string> = {},
): Promise<CallTrace> {
  const { voice } = voiceWith(twiml, pages);
  for (const [address, script] of Object.entries(parties)) voice.parties.script(address, script);
  return voice.call({ from: { sip: "demo", domain }, to: "100", ...request });
}
