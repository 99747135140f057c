import { adoptable, adopted, identity } from "../declare/properties.ts";
import { resource } from "../declare/resource.ts";
import { addressMappingRules, mappedAddresses } from "./mapping.ts";

/**
 * Lets the IP addresses of a list make calls through a SIP domain. A domain that has a credential list too asks for
 * both: an address of the list and a credential.
 * https://www.twilio.com/docs/voice/sip/api/sip-domain-calls-ipaccesscontrollistmapping-resource
 */
export class AuthCallsIpAccessControlListMapping extends resource(
  "twilio:sip:AuthCallsIpAccessControlListMapping",
  {
    inputs: { ...mappedAddresses, ...adoptable },
    outputs: { ...identity, ...adopted },
    ...addressMappingRules,
  },
) {}
