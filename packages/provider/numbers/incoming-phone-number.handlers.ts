import type { IncomingPhoneNumberInstance } from "twilio/lib/rest/api/v2010/account/incomingPhoneNumber.js";
import { type Call, handlersOf } from "../lifecycle/handlers.ts";
import { cleared, method } from "../properties/wire.ts";
import { IncomingPhoneNumber } from "./incoming-phone-number.ts";
import { bearsMark, marked, unmarked } from "./mark.ts";
import { ownedNumbers } from "./owned-numbers.ts";

const tell = (number: IncomingPhoneNumberInstance, { urn }: Call) => ({
  inputs: {
    phoneNumber: number.phoneNumber,
    friendlyName: unmarked(number.friendlyName ?? ""),
    voiceUrl: number.voiceUrl,
    voiceMethod: method(number.voiceMethod),
    voiceFallbackUrl: number.voiceFallbackUrl,
    voiceFallbackMethod: method(number.voiceFallbackMethod),
    voiceApplicationSid: number.voiceApplicationSid,
    voiceCallerIdLookup: number.voiceCallerIdLookup,
    trunkSid: number.trunkSid,
    statusCallback: number.statusCallback,
    statusCallbackMethod: method(number.statusCallbackMethod),
    smsUrl: number.smsUrl,
    smsMethod: method(number.smsMethod),
    smsFallbackUrl: number.smsFallbackUrl,
    smsFallbackMethod: method(number.smsFallbackMethod),
    smsApplicationSid: number.smsApplicationSid,
    addressSid: number.addressSid,
    bundleSid: number.bundleSid,
  },
  outputs: { sid: number.sid, accountSid: number.accountSid },
  createdAt: number.dateCreated,
  ours: bearsMark(number.friendlyName ?? "", number.accountSid, urn),
});

export const incomingPhoneNumberHandlers = handlersOf(IncomingPhoneNumber, {
  within: [],
  // A number costs money from the moment it is bought, and buying one that the account owns would silently change it.
  looksFirst: true,
  async list(_, call) {
    return (await ownedNumbers(call)).map((number) => tell(number, call));
  },
  async fetch({ sid }, call) {
    return tell(await call.twilio.incomingPhoneNumbers(sid).fetch(), call);
  },
  async create({ adopt: _, friendlyName = "", ...parameters }, call) {
    const name = marked(friendlyName, call.accountSid, call.urn);
    return tell(await call.twilio.incomingPhoneNumbers.create({ ...parameters, friendlyName: name }), call);
  },
  async update({ sid }, { changes, state }, call) {
    const { phoneNumber: _, friendlyName, ...others } = changes;
    const parameters = cleared(others);
    if (friendlyName !== undefined) {
      // An adopted number never bears the mark: a create after a loss of state must not take it for bought.
      const bought = state.adopted === false;
      const name = bought ? marked(friendlyName, call.accountSid, call.urn) : friendlyName;
      return tell(
        await call.twilio.incomingPhoneNumbers(sid).update({ ...parameters, friendlyName: name }),
        call,
      );
    }
    return tell(await call.twilio.incomingPhoneNumbers(sid).update(parameters), call);
  },
  async delete({ sid }, { phoneNumber }, call) {
    await call.twilio.incomingPhoneNumbers(sid).remove();
    call.log("warning", `released ${phoneNumber}: Twilio may give the number to somebody else`);
  },
});
