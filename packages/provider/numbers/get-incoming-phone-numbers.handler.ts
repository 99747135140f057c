import { PAGE_SIZE } from "../client/connection.ts";
import { invocationHandlerOf } from "../lifecycle/invocation.ts";
import { unmarked } from "../lifecycle/mark.ts";
import { getIncomingPhoneNumbers } from "./get-incoming-phone-numbers.ts";

export const getIncomingPhoneNumbersHandler = invocationHandlerOf(
  getIncomingPhoneNumbers,
  // A purchase leaves its mark in the name: Twilio's own filter would not find what people call the number.
  async ({ phoneNumber, friendlyName, limit }, { twilio }) => {
    const all = await twilio.incomingPhoneNumbers.list({
      pageSize: PAGE_SIZE,
      ...(phoneNumber !== undefined && { phoneNumber }),
      ...(limit !== undefined && friendlyName === undefined && { limit }),
    });
    const phoneNumbers = all.map((number) => ({
      sid: number.sid,
      phoneNumber: number.phoneNumber,
      friendlyName: unmarked(number.friendlyName ?? ""),
      voiceUrl: number.voiceUrl ?? "",
      smsUrl: number.smsUrl ?? "",
      emergencyAddressSid: number.emergencyAddressSid ?? "",
    }));
    const named = phoneNumbers.filter(
      (number) => friendlyName === undefined || number.friendlyName === friendlyName,
    );
    return { phoneNumbers: named.slice(0, limit) };
  },
);
