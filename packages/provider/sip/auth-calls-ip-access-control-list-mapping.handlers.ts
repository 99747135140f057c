import { handlersOf } from "../lifecycle/handlers.ts";
import { AuthCallsIpAccessControlListMapping } from "./auth-calls-ip-access-control-list-mapping.ts";
import { mappingHandlers } from "./mapping.handlers.ts";

export const authCallsIpAccessControlListMappingHandlers = handlersOf(
  AuthCallsIpAccessControlListMapping,
  mappingHandlers(
    "ipAccessControlListSid",
    (twilio, domainSid) => twilio.sip.domains(domainSid).auth.calls.ipAccessControlListMappings,
  ),
);
