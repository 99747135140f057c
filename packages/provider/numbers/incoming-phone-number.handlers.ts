import type { IncomingPhoneNumberInstance } from "twilio/lib/rest/api/v2010/account/incomingPhoneNumber.js";
import { handlersOf } from "../lifecycle/handlers.ts";
import { adoptionMarkOf, marked, markIn, markOf, nameFor, unmarked } from "../lifecycle/mark.ts";
import { cleared, method } from "../properties/wire.ts";
import { IncomingPhoneNumber } from "./incoming-phone-number.ts";
import { ownedNumbers } from "./owned-numbers.ts";
import { buyOne, chooseUnused } from "./search.ts";

const tell = (number: IncomingPhoneNumberInstance) => ({
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
  outputs: { sid: number.sid, accountSid: number.accountSid, phoneNumber: number.phoneNumber },
  createdAt: number.dateCreated,
  mark: markIn(number.friendlyName ?? ""),
});

export const incomingPhoneNumberHandlers = handlersOf(IncomingPhoneNumber, {
  within: [],
  // A number costs money from the moment it is bought, and buying one that the account owns would silently change it.
  looksFirst: true,
  markOf,
  loss: ({ phoneNumber, adopted }) =>
    adopted
      ? undefined
      : `${phoneNumber} is RELEASED: Twilio may give it to somebody else, and it can hardly be had again`,
  async list(_, call) {
    return (await ownedNumbers(call)).map(tell);
  },
  async fetch({ sid }, { twilio }) {
    return tell(await twilio.incomingPhoneNumbers(sid).fetch());
  },
  /** What an earlier attempt has bought or taken over; or else, if it may, what nobody uses. */
  async findUnnamed({ search, adopt }, call) {
    const owned = await ownedNumbers(call);
    const marks = [markOf(call), adoptionMarkOf(call)];
    const earlier = owned.find(({ friendlyName }) => marks.includes(markIn(friendlyName) ?? ""));
    const found = earlier ?? (adopt && search ? await chooseUnused(owned, search, call) : undefined);
    return found && tell(found);
  },
  async create({ adopt: _, friendlyName = "", phoneNumber, search, ...parameters }, call) {
    const name = marked(friendlyName, markOf(call));
    const buy = (number: string) =>
      call.twilio.incomingPhoneNumbers.create({ ...parameters, phoneNumber: number, friendlyName: name });
    if (phoneNumber !== undefined) return tell(await buy(phoneNumber));
    if (search === undefined) throw new Error("either phoneNumber or search must be given");
    return tell(await buyOne(search, buy, call));
  },
  async update({ sid }, { changes, inputs, state }, call) {
    const { phoneNumber: _, search: __, ...others } = changes;
    const { friendlyName = "", phoneNumber } = inputs;
    const searched = state.adopted !== false && phoneNumber === undefined;
    const name = searched ? marked(friendlyName, adoptionMarkOf(call)) : nameFor(friendlyName, state, call);
    const parameters = { ...cleared(others), friendlyName: name };
    return tell(await call.twilio.incomingPhoneNumbers(sid).update(parameters));
  },
  async delete({ sid }, { phoneNumber }, call) {
    const { friendlyName } = await call.twilio.incomingPhoneNumbers(sid).fetch();
    if (markIn(friendlyName) !== markOf(call)) {
      call.log(
        "warning",
        `kept ${phoneNumber} ("${friendlyName}") and its costs: the mark of this resource is no longer in its name, so ` +
          "another stack or a person has taken it over. If nobody needs it, release it in the Twilio console",
      );
      return;
    }
    await call.twilio.incomingPhoneNumbers(sid).remove();
    call.log("warning", `released ${phoneNumber}: Twilio may give the number to somebody else`);
  },
});
