import { adoptable, adopted, identity } from "../declare/properties.ts";
import { resource } from "../declare/resource.ts";
import { mapped, mappingRules } from "./mapping.ts";

/**
 * Lets the credentials of a list make calls through a SIP domain.
 * https://www.twilio.com/docs/voice/sip/api/sip-domain-calls-credentiallistmapping-resource
 */
export class AuthCallsCredentialListMapping extends resource("twilio:sip:AuthCallsCredentialListMapping", {
  inputs: { ...mapped, ...adoptable },
  outputs: { ...identity, ...adopted },
  ...mappingRules,
}) {}
