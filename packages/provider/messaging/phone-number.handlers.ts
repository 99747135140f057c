import { handlersOf } from "../lifecycle/handlers.ts";
import { linkHandlers } from "../lifecycle/link.ts";
import { PhoneNumber } from "./phone-number.ts";

export const messagingPhoneNumberHandlers = handlersOf(
  PhoneNumber,
  linkHandlers(
    "serviceSid",
    "phoneNumberSid",
    ({ messaging }, serviceSid) => messaging.v1.services(serviceSid).phoneNumbers,
  ),
);
