import { handlersOf } from "../lifecycle/handlers.ts";
import { AuthRegistrationsCredentialListMapping } from "./auth-registrations-credential-list-mapping.ts";
import { mappingHandlers } from "./mapping.handlers.ts";

export const authRegistrationsCredentialListMappingHandlers = handlersOf(
  AuthRegistrationsCredentialListMapping,
  mappingHandlers(
    "credentialListSid",
    (twilio, domainSid) => twilio.sip.domains(domainSid).auth.registrations.credentialListMappings,
  ),
);
