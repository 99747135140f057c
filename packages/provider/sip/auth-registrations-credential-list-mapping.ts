import { adoptable, adopted, identity } from "../declare/properties.ts";
import { resource } from "../declare/resource.ts";
import { mapped, mappingRules } from "./mapping.ts";

/**
 * Lets the credentials of a list register with a SIP domain.
 * https://www.twilio.com/docs/voice/sip/api/sip-domain-registrations-credentiallistmapping-resource
 */
export class AuthRegistrationsCredentialListMapping extends resource(
  "twilio:sip:AuthRegistrationsCredentialListMapping",
  {
    inputs: { ...mapped, ...adoptable },
    outputs: { ...identity, ...adopted },
    ...mappingRules,
  },
) {}
