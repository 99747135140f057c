import { handlersOf } from "../lifecycle/handlers.ts";
import { linkHandlers } from "../lifecycle/link.ts";
import { AuthCallsCredentialListMapping } from "./auth-calls-credential-list-mapping.ts";

export const authCallsCredentialListMappingHandlers = handlersOf(
  AuthCallsCredentialListMapping,
  linkHandlers(
    "domainSid",
    "credentialListSid",
    (twilio, domainSid) => twilio.sip.domains(domainSid).auth.calls.credentialListMappings,
  ),
);
