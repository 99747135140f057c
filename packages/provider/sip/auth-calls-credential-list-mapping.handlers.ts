import { handlersOf } from "../lifecycle/handlers.ts";
import { AuthCallsCredentialListMapping } from "./auth-calls-credential-list-mapping.ts";
import { mappingHandlers } from "./mapping.handlers.ts";

export const authCallsCredentialListMappingHandlers = handlersOf(
  AuthCallsCredentialListMapping,
  mappingHandlers(
    "credentialListSid",
    (twilio, domainSid) => twilio.sip.domains(domainSid).auth.calls.credentialListMappings,
  ),
);
