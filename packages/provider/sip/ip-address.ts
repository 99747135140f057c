import { z } from "zod";
import { adoptable, adopted, friendlyName, identity, sid } from "../declare/properties.ts";
import { resource } from "../declare/resource.ts";

/**
 * An IPv4 address, or a block of them, that may call the domains its list is mapped to.
 * https://www.twilio.com/docs/voice/sip/api/sip-ipaddress-resource
 */
export class IpAddress extends resource("twilio:sip:IpAddress", {
  inputs: {
    /** The SID of the IP access control list that the address belongs to. */
    ipAccessControlListSid: sid("AL", "an IP access control list"),
    /** A name for people, up to 255 characters. Default: named after the resource. */
    friendlyName: friendlyName(255).optional(),
    /** The IPv4 address in dotted form, such as `203.0.113.7`. */
    ipAddress: z.ipv4("must be an IPv4 address, such as 203.0.113.7"),
    /** How many leading bits of the address count, from 1 to 32. Default: 32, this address alone. */
    cidrPrefixLength: z.int().min(1).max(32).default(32),
    ...adoptable,
  },
  outputs: { ...identity, ...adopted },
  id: ["ipAccessControlListSid", "sid"],
  naturalKey: ["ipAccessControlListSid", "ipAddress"],
  replaceOnChanges: ["ipAccessControlListSid"],
  autoname: "friendlyName",
}) {}
