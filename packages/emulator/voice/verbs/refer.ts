import { parseSipUri } from "../address.ts";
import { method, text } from "../twiml/attribute.ts";
import { TwimlError } from "../twiml/twiml-error.ts";
import { defineVerb } from "../twiml/verb.ts";

/**
 * Asks the caller's SIP phone to call somebody else: the emulated phone agrees, and the call goes on with the action.
 * The new call is between the phone and whoever it was sent to; Twilio does not see it.
 * https://www.twilio.com/docs/voice/twiml/refer
 */
export const Refer = defineVerb<
  { action: ReturnType<typeof text>; method: ReturnType<typeof method> },
  string
>({
  name: "Refer",
  attributes: { action: text(), method: method() },
  nested(element) {
    const [target, ...others] = element.children;
    if (target?.name === "Sip" && others.length === 0 && parseSipUri(target.text)) return [target.text];
    throw new TwimlError(12200, "<Refer> takes exactly one <Sip> with a SIP URI");
  },
  run({ attributes: { action, method }, nested: [target = ""] }, { call, resolve }) {
    if (call.setup.origin.kind !== "sip") {
      throw new TwimlError(12200, "<Refer> works on calls of SIP phones only");
    }
    call.answer();
    call.did("was sent to", target);
    if (action === undefined) return undefined;
    const params = {
      ReferSipResponseCode: "202",
      NotifySipResponseCode: "200",
      ReferCallStatus: "completed",
    };
    return { purpose: "action", method, url: resolve(action), params };
  },
});
