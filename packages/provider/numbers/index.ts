export { Address } from "./address.ts";
export { EmergencyRegistration } from "./emergency-registration.ts";
export { getAvailablePhoneNumbers } from "./get-available-phone-numbers.ts";
export { getIncomingPhoneNumber } from "./get-incoming-phone-number.ts";
export { getIncomingPhoneNumbers } from "./get-incoming-phone-numbers.ts";
export { IncomingPhoneNumber } from "./incoming-phone-number.ts";
