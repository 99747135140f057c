import type { IncomingPhoneNumberInstance } from "twilio/lib/rest/api/v2010/account/incomingPhoneNumber.js";
import { PAGE_SIZE } from "../client/connection.ts";
import type { Call } from "../lifecycle/handlers.ts";

/** The numbers of the account: one list for the numbers themselves and for their emergency registrations. */
export function ownedNumbers(call: Call): Promise<readonly IncomingPhoneNumberInstance[]> {
  return call.listed("numbers", () => call.twilio.incomingPhoneNumbers.list({ pageSize: PAGE_SIZE }));
}
