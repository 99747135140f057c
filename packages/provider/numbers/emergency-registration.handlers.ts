import type { IncomingPhoneNumberInstance } from "twilio/lib/rest/api/v2010/account/incomingPhoneNumber.js";
import { type Call, handlersOf } from "../lifecycle/handlers.ts";
import { EmergencyRegistration } from "./emergency-registration.ts";
import { ownedNumbers } from "./owned-numbers.ts";

const tell = (number: IncomingPhoneNumberInstance) => ({
  inputs: { phoneNumberSid: number.sid, addressSid: number.emergencyAddressSid },
  outputs: { accountSid: number.accountSid, status: number.emergencyAddressStatus ?? "unregistered" },
});

const UNREGISTERED = "unregistered";

/** Takes the number's address away, if it has one, and waits until Twilio has unregistered it. */
async function detach(
  sid: string,
  { twilio, clock, pollMs, signal }: Call,
  isOurs = (_: string) => true,
): Promise<void> {
  let number = await twilio.incomingPhoneNumbers(sid).fetch();
  if (number.emergencyAddressSid && !isOurs(number.emergencyAddressSid)) return;
  if (number.emergencyAddressSid) {
    number = await twilio.incomingPhoneNumbers(sid).update({ emergencyAddressSid: "" });
  }
  while ((number.emergencyAddressStatus ?? UNREGISTERED) !== UNREGISTERED) {
    if (number.emergencyAddressStatus.endsWith("failure")) {
      throw new Error(
        `Twilio could not unregister the number (${number.emergencyAddressStatus}): ask Twilio's support`,
      );
    }
    await clock.sleep(pollMs, signal);
    number = await twilio.incomingPhoneNumbers(sid).fetch();
  }
}

/** Registers a number at another address than the one it has: in between it is registered nowhere. */
async function move(sid: string, addressSid: string, call: Call) {
  call.log("warning", "the number is not registered for emergency calls until its new address is");
  await detach(sid, call);
  return attach(sid, addressSid, call);
}

async function attach(sid: string, addressSid: string, { twilio }: Call) {
  return tell(await twilio.incomingPhoneNumbers(sid).update({ emergencyAddressSid: addressSid }));
}

export const emergencyRegistrationHandlers = handlersOf(EmergencyRegistration, {
  within: [],
  async list(_, call) {
    return (await ownedNumbers(call)).map(tell);
  },
  async fetch({ phoneNumberSid }, { twilio }) {
    return tell(await twilio.incomingPhoneNumbers(phoneNumberSid).fetch());
  },
  complete: async (live) => (live.inputs.addressSid ? live : undefined),
  async create({ phoneNumberSid, addressSid }, call) {
    // An adopted number may be registered elsewhere; one that was bought just now is not in the list, and has no address.
    const known = (await ownedNumbers(call)).find(({ sid }) => sid === phoneNumberSid);
    const elsewhere = known?.emergencyAddressSid && known.emergencyAddressSid !== addressSid;
    return (elsewhere ? move : attach)(phoneNumberSid, addressSid, call);
  },
  update: ({ phoneNumberSid }, { inputs: { addressSid } }, call) => move(phoneNumberSid, addressSid, call),
  pending({ inputs, outputs }) {
    if (outputs.status === "registered") return undefined;
    if (outputs.status?.startsWith("pending"))
      return `Twilio is still registering the address (${outputs.status})`;
    throw new Error(
      `Twilio has not registered the address ${inputs.addressSid} for emergency calls (${outputs.status}). ` +
        "Check street, city, region and postalCode of the address, and that the number is of the US, Canada or the UK.",
    );
  },
  // Another stack may have adopted the number since and registered it at an address of its own.
  delete: ({ phoneNumberSid }, { addressSid }, call) =>
    detach(phoneNumberSid, call, (attached) => attached === addressSid),
});
