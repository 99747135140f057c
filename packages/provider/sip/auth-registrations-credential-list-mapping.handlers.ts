import { handlersOf } from "../lifecycle/handlers.ts";
import { linkHandlers } from "../lifecycle/link.ts";
import { AuthRegistrationsCredentialListMapping } from "./auth-registrations-credential-list-mapping.ts";

export const authRegistrationsCredentialListMappingHandlers = handlersOf(
  AuthRegistrationsCredentialListMapping,
  linkHandlers(
    "domainSid",
    "credentialListSid",
    (twilio, domainSid) => twilio.sip.domains(domainSid).auth.registrations.credentialListMappings,
  ),
);
