import { method, text } from "../twiml/attribute.ts";
import { defineVerb } from "../twiml/verb.ts";

/**
 * Sends a text during a call: to the caller, from the number called, unless it says otherwise.
 * https://www.twilio.com/docs/voice/twiml/sms
 */
export const Sms = defineVerb({
  name: "Sms",
  attributes: { to: text(), from: text(), action: text(), method: method(), statusCallback: text() },
  run({ attributes, text: body }, { call, world, resolve }) {
    const { accountSid } = call.setup;
    const { to = call.setup.from, from = call.setup.to, action, method, statusCallback } = attributes;
    const sid = world.network.sendMessage({
      accountSid,
      from,
      to,
      body,
      ...(statusCallback === undefined ? {} : { statusCallback: resolve(statusCallback) }),
    });
    if (sid === undefined) {
      call.alert({ code: 21610, detail: `${to} has told ${from} to stop` });
    }
    if (action === undefined) return undefined;
    const params = {
      ...(sid === undefined ? {} : { SmsSid: sid }),
      SmsStatus: sid === undefined ? "failed" : "sent",
    };
    return { purpose: "action", method, url: resolve(action), params };
  },
});
