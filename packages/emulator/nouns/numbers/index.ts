import { address, dependentPhoneNumber } from "./address.ts";
import { availableNumbers } from "./available.ts";
import { incomingPhoneNumber } from "./incoming.ts";

/** Telephone numbers: those for sale, those bought, and the addresses they need. */
export const numbers = [incomingPhoneNumber, ...availableNumbers, address, dependentPhoneNumber];
