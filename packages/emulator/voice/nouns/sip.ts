import { decode, parseSipUri, type SipUri, sipAddress } from "../address.ts";
import type { Alert } from "../alerts.ts";
import { sipCallerId } from "../call/caller-id.ts";
import type { Flow } from "../call/flow.ts";
import { type Answer, answerOf, firstAnswer, type LegPlan, refusedLeg } from "../call/leg.ts";
import { text } from "../twiml/attribute.ts";
import { defineNoun } from "./noun.ts";

/** https://www.twilio.com/docs/voice/twiml/sip: characters of the address, and of the headers behind it. */
const uriLimit = 255;
const headersLimit = 1024;

/**
 * A SIP address: phones registered with a domain of the account, or a host elsewhere.
 * https://www.twilio.com/docs/voice/twiml/sip
 */
export const Sip = defineNoun({
  name: "Sip",
  attributes: { username: text(), password: text(), codecs: text() },
  plan({ text }, flow, givenCallerId) {
    const [to = ""] = text.split("?", 1);
    const { callerId, alert } = sipCallerId(flow, givenCallerId);
    const leg = { kind: "sip", to, callerId } as const;
    const uri = parseSipUri(text);
    if (!uri || to.length > uriLimit) {
      const detail = `"${to}" is no SIP URI of at most ${uriLimit} characters, such as sip:user@host`;
      return refusedLeg(leg, { code: 13243, detail });
    }
    const headers = readHeaders(uri.headerPart);
    const problem = alert ?? ("code" in headers ? headers : undefined);
    if (problem || "code" in headers) return refusedLeg(leg, problem ?? { code: 32110, detail: "" });
    const sipHeaders = Object.keys(headers.values).length > 0 ? { sipHeaders: headers.values } : {};
    return reach(flow, { ...leg, ...sipHeaders }, uri);
  },
});

/** Headers as they stand escaped in the URI. */
function readHeaders(part: string): { values: Record<string, string> } | Alert {
  if (part.length >= headersLimit) {
    return {
      code: 13253,
      detail: `the headers have ${part.length} characters; they must stay under ${headersLimit}`,
    };
  }
  const pairs = part.split("&").filter((pair) => pair !== "");
  const values: Record<string, string> = {};
  for (const pair of pairs) {
    const [name = ""] = pair.split("=", 1);
    if (!/^[A-Za-z0-9!%*_+`'~.-]+$/.test(name)) return { code: 13252, detail: `"${name}" is no header name` };
    const written = pair.slice(name.length + 1);
    const value = /[^\x21-\x7e]|[<>"]/.test(written) ? undefined : decode(written);
    if (value === undefined) {
      return {
        code: 32110,
        detail: `the value of ${name} must be escaped (a plus sign as %2B): "${written}"`,
      };
    }
    values[name] = value;
  }
  return { values };
}

const twilioHost = /^([a-z0-9-]+)\.sip(?:\.([a-z0-9-]+))?\.twilio\.com$/;

function reach(
  flow: Flow,
  leg: Pick<LegPlan, "kind" | "to" | "callerId" | "sipHeaders">,
  uri: SipUri,
): LegPlan {
  const { network, parties, phones } = flow.world;
  const [, name, region] = twilioHost.exec(uri.host) ?? [];
  if (name === undefined) return { ...leg, answer: answerOf(parties.find(sipAddress(uri))) };
  if (region !== undefined) {
    const detail = `${uri.host} is a region's name: dial ${name}.sip.twilio.com`;
    return refusedLeg(leg, { code: 32220, detail }, 404);
  }
  const address = sipAddress(uri);
  const bindings = network.sipDomain(uri.host) ? phones.at(address) : [];
  const answer = firstAnswer(bindings.map(({ script }): Answer => answerOf(script ?? parties.find(address))));
  if (!answer) return refusedLeg(leg, { code: 32009, detail: `${address} has no phone registered` }, 404);
  return { ...leg, phones: bindings.map(({ contact }) => contact), answer };
}
