import { z } from "zod";
import { adoptable, adopted, friendlyName, identity } from "../declare/properties.ts";
import { resource } from "../declare/resource.ts";

/**
 * A postal address, for emergency calls or for the regulation of a number. Its country cannot change.
 * https://www.twilio.com/docs/usage/api/address
 */
export class Address extends resource("twilio:numbers:Address", {
  inputs: {
    /** The name of the person or organization at the address. */
    customerName: z.string().min(1),
    /** The number and street. */
    street: z.string().min(1),
    /** The second line: apartment, floor, unit. Default: none. */
    streetSecondary: z.string().optional(),
    /** The city. */
    city: z.string().min(1),
    /** The state or region. */
    region: z.string().min(1),
    /** The postal code. */
    postalCode: z.string().min(1),
    /** The country: two upper-case letters of ISO 3166, such as `US`. */
    isoCountry: z.string().regex(/^[A-Z]{2}$/, "must be two upper-case letters of ISO 3166, such as US"),
    /** A name for people, up to 32 characters. Default: named after the resource. */
    friendlyName: friendlyName(32).optional(),
    /** Whether emergency calls may use the address. Default: false. */
    emergencyEnabled: z.boolean().default(false),
    /** Whether Twilio corrects the address when it is wrong. Default: true. */
    autoCorrectAddress: z.boolean().default(true),
    ...adoptable,
  },
  outputs: {
    ...identity,
    ...adopted,
    /** Whether the address has been found good for its country's regulation. */
    verified: z.boolean(),
  },
  id: ["sid"],
  naturalKey: [
    "friendlyName",
    "customerName",
    "street",
    "streetSecondary",
    "city",
    "region",
    "postalCode",
    "isoCountry",
  ],
  replaceOnChanges: ["isoCountry"],
  autoname: "friendlyName",
  writeOnly: ["autoCorrectAddress"],
}) {}
