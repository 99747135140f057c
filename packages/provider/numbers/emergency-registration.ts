import { z } from "zod";
import { sid } from "../declare/properties.ts";
import { resource } from "../declare/resource.ts";

/**
 * The registration of a number at an address, so that emergency services know where a call comes from. Creating it
 * waits until Twilio says `registered`; another address detaches the old one, waits, and attaches the new one:
 * in between the number is registered nowhere. Deleting detaches. For numbers of the US, Canada and the UK.
 * https://www.twilio.com/docs/voice/tutorials/emergency-calling-for-programmable-voice
 */
export class EmergencyRegistration extends resource("twilio:numbers:EmergencyRegistration", {
  inputs: {
    /** The SID of the number. */
    phoneNumberSid: sid("PN", "an incoming phone number"),
    /** The SID of the address, with emergency calling enabled. */
    addressSid: sid("AD", "an address"),
  },
  outputs: {
    /** The SID of the account that the number belongs to. */
    accountSid: z.string(),
    /** `registered` when emergency services know the address. */
    status: z.string(),
  },
  id: ["phoneNumberSid"],
  naturalKey: ["phoneNumberSid", "addressSid"],
  replaceOnChanges: ["phoneNumberSid"],
  changesWith: { status: ["addressSid"] },
}) {}
