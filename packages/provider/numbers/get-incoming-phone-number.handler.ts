import { lookupHandlerOf } from "../lifecycle/lookup.ts";
import { getIncomingPhoneNumber } from "./get-incoming-phone-number.ts";
import { incomingPhoneNumberHandlers } from "./incoming-phone-number.handlers.ts";
import { IncomingPhoneNumber } from "./incoming-phone-number.ts";

export const getIncomingPhoneNumberHandler = lookupHandlerOf(
  getIncomingPhoneNumber,
  IncomingPhoneNumber,
  incomingPhoneNumberHandlers,
);
