import { adoptable, adopted, friendlyName, identity } from "../declare/properties.ts";
import { resource } from "../declare/resource.ts";

/**
 * A list of SIP credentials, which domains use to tell who may call and register. An account has up to 100, each with
 * up to 1,000 credentials.
 * https://www.twilio.com/docs/voice/sip/api/sip-credentiallist-resource
 */
export class CredentialList extends resource("twilio:sip:CredentialList", {
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
