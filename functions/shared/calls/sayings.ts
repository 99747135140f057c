import type { EmergencyRefusal, Refusal } from "../../../dialplan/decision.ts";

/** What callers hear when a call ends otherwise than they hoped. */
export const sayings: Record<
  Refusal | EmergencyRefusal | "emergency-failed" | "call-failed" | "out-of-order",
  string
> = {
  "emergency-refused-by-entry":
    "This telephone cannot call emergency services. Please use another telephone right away.",
  "emergency-refused-on-test-environment":
    "This is a test telephone. It cannot call emergency services. Please use another telephone right away.",
  "emergency-failed": "Your emergency call could not be connected. Please use another telephone right away.",
  "unknown-extension": "This telephone is not known to the network.",
  "caller-mismatch": "This telephone is not set up correctly.",
  "may-not-call": "Calls cannot be made from this telephone.",
  "not-a-number": "That is not a number. Please check it and dial again.",
  "unknown-service": "This service cannot be reached from this telephone.",
  "number-not-in-service": "This number is not in service.",
  "country-not-allowed": "Numbers in this country cannot be called from this telephone.",
  "number-invalid": "There is no such number. Please check it and dial again.",
  "type-not-allowed": "Numbers of this kind cannot be called from this telephone.",
  "budget-spent":
    "This telephone has used up its minutes for today. Emergency and toll-free numbers can still be called.",
  "too-many-calls": "Too many calls are being made from this telephone. Please try again in a moment.",
  "call-failed": "Your call could not be connected.",
  "out-of-order": "The telephone network is out of order. Please try again later.",
};
