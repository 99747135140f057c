import { invocationHandlerOf } from "../lifecycle/invocation.ts";
import { availableNumbers } from "./available-numbers.ts";
import { getAvailablePhoneNumbers } from "./get-available-phone-numbers.ts";

export const getAvailablePhoneNumbersHandler = invocationHandlerOf(
  getAvailablePhoneNumbers,
  async ({ isoCountry, type, ...filters }, { twilio }) => {
    const found = await availableNumbers(twilio, isoCountry, type, filters);
    return {
      phoneNumbers: found.map((number) => ({
        phoneNumber: number.phoneNumber,
        friendlyName: number.friendlyName ?? "",
        locality: number.locality ?? "",
        region: number.region ?? "",
        postalCode: number.postalCode ?? "",
        isoCountry: number.isoCountry ?? isoCountry,
        addressRequirements: number.addressRequirements ?? "none",
        // Twilio writes these in capitals or not, by product; the client passes them on.
        ...capabilities(number.capabilities as unknown as Record<string, boolean>),
      })),
    };
  },
);

function capabilities(told: Record<string, boolean>): { voice: boolean; sms: boolean; mms: boolean } {
  const able = (name: string) => told[name] ?? told[name.toUpperCase()] ?? false;
  return { voice: able("voice"), sms: able("sms"), mms: able("mms") };
}
