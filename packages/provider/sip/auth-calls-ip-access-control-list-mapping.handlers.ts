import { handlersOf } from "../lifecycle/handlers.ts";
import { linkHandlers } from "../lifecycle/link.ts";
import { AuthCallsIpAccessControlListMapping } from "./auth-calls-ip-access-control-list-mapping.ts";

export const authCallsIpAccessControlListMappingHandlers = handlersOf(
  AuthCallsIpAccessControlListMapping,
  linkHandlers(
    "domainSid",
    "ipAccessControlListSid",
    (twilio, domainSid) => twilio.sip.domains(domainSid).auth.calls.ipAccessControlListMappings,
  ),
);
