import { adoptable, adopted, friendlyName, identity } from "../declare/properties.ts";
import { resource } from "../declare/resource.ts";

/**
 * A list of IP addresses, which domains use to tell who may call. An account has up to 100, each with up to 100
 * addresses.
 * https://www.twilio.com/docs/voice/sip/api/sip-ipaccesscontrollist-resource
 */
export class IpAccessControlList extends resource("twilio:sip:IpAccessControlList", {
  inputs: {
    /** The name that tells the list from the others of the account. */
    friendlyName: friendlyName(),
    ...adoptable,
  },
  outputs: { ...identity, ...adopted },
  id: ["sid"],
  naturalKey: ["friendlyName"],
  replaceOnChanges: [],
}) {}
