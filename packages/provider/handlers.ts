import { applicationHandlers } from "./api/application.handlers.ts";
import { getAccountHandler } from "./api/get-account.handler.ts";
import { keyHandlers } from "./api/key.handlers.ts";
import { listCallsHandler } from "./api/list-calls.handler.ts";
import { listMessagesHandler } from "./api/list-messages.handler.ts";
import { sinkHandlers } from "./events/sink.handlers.ts";
import { subscriptionHandlers } from "./events/subscription.handlers.ts";
import { configurationKeyHandlers } from "./flex/configuration-key.handlers.ts";
import type { AnyHandlers } from "./lifecycle/handlers.ts";
import type { InvocationHandler } from "./lifecycle/invocation.ts";
import { alphaSenderHandlers } from "./messaging/alpha-sender.handlers.ts";
import { messagingPhoneNumberHandlers } from "./messaging/phone-number.handlers.ts";
import { messagingServiceHandlers } from "./messaging/service.handlers.ts";
import { shortCodeHandlers } from "./messaging/short-code.handlers.ts";
import { addressHandlers } from "./numbers/address.handlers.ts";
import { emergencyRegistrationHandlers } from "./numbers/emergency-registration.handlers.ts";
import { getAvailablePhoneNumbersHandler } from "./numbers/get-available-phone-numbers.handler.ts";
import { getIncomingPhoneNumberHandler } from "./numbers/get-incoming-phone-number.handler.ts";
import { getIncomingPhoneNumbersHandler } from "./numbers/get-incoming-phone-numbers.handler.ts";
import { incomingPhoneNumberHandlers } from "./numbers/incoming-phone-number.handlers.ts";
import type { InvocationToken, ResourceToken } from "./resources.ts";
import { resourceHandlers } from "./rest/resource.handlers.ts";
import { assetHandlers } from "./serverless/asset.handlers.ts";
import { buildHandlers } from "./serverless/build.handlers.ts";
import { deploymentHandlers } from "./serverless/deployment.handlers.ts";
import { environmentHandlers } from "./serverless/environment.handlers.ts";
import { functionHandlers } from "./serverless/function.handlers.ts";
import { getEnvironmentHandler } from "./serverless/get-environment.handler.ts";
import { getServiceHandler } from "./serverless/get-service.handler.ts";
import { liveBuildHandlers } from "./serverless/live-build.handlers.ts";
import { serviceHandlers } from "./serverless/service.handlers.ts";
import { variableHandlers } from "./serverless/variable.handlers.ts";
import { authCallsCredentialListMappingHandlers } from "./sip/auth-calls-credential-list-mapping.handlers.ts";
import { authCallsIpAccessControlListMappingHandlers } from "./sip/auth-calls-ip-access-control-list-mapping.handlers.ts";
import { authRegistrationsCredentialListMappingHandlers } from "./sip/auth-registrations-credential-list-mapping.handlers.ts";
import { credentialHandlers } from "./sip/credential.handlers.ts";
import { credentialListHandlers } from "./sip/credential-list.handlers.ts";
import { domainHandlers } from "./sip/domain.handlers.ts";
import { exclusiveCredentialsHandlers } from "./sip/exclusive-credentials.handlers.ts";
import { getCredentialListHandler } from "./sip/get-credential-list.handler.ts";
import { getDomainHandler } from "./sip/get-domain.handler.ts";
import { ipAccessControlListHandlers } from "./sip/ip-access-control-list.handlers.ts";
import { ipAddressHandlers } from "./sip/ip-address.handlers.ts";
import { flowHandlers } from "./studio/flow.handlers.ts";
import { documentHandlers } from "./sync/document.handlers.ts";
import { mapHandlers } from "./sync/map.handlers.ts";
import { syncServiceHandlers } from "./sync/service.handlers.ts";
import { triggerHandlers } from "./usage/trigger.handlers.ts";
import { dialingPermissionsHandlers } from "./voice/dialing-permissions.handlers.ts";
import { exclusiveDialingPermissionsHandlers } from "./voice/exclusive-dialing-permissions.handlers.ts";
import { voiceSettingsHandlers } from "./voice/settings.handlers.ts";

/** The handlers of every resource. One that is missing, or stands at another's place, does not compile. */
export const handlers = {
  "twilio:api:Application": applicationHandlers,
  "twilio:api:Key": keyHandlers,
  "twilio:events:Sink": sinkHandlers,
  "twilio:events:Subscription": subscriptionHandlers,
  "twilio:flex:ConfigurationKey": configurationKeyHandlers,
  "twilio:messaging:AlphaSender": alphaSenderHandlers,
  "twilio:messaging:PhoneNumber": messagingPhoneNumberHandlers,
  "twilio:messaging:Service": messagingServiceHandlers,
  "twilio:messaging:ShortCode": shortCodeHandlers,
  "twilio:numbers:Address": addressHandlers,
  "twilio:numbers:EmergencyRegistration": emergencyRegistrationHandlers,
  "twilio:numbers:IncomingPhoneNumber": incomingPhoneNumberHandlers,
  "twilio:rest:Resource": resourceHandlers,
  "twilio:serverless:Asset": assetHandlers,
  "twilio:serverless:Build": buildHandlers,
  "twilio:serverless:Deployment": deploymentHandlers,
  "twilio:serverless:LiveBuild": liveBuildHandlers,
  "twilio:serverless:Environment": environmentHandlers,
  "twilio:serverless:Function": functionHandlers,
  "twilio:serverless:Service": serviceHandlers,
  "twilio:serverless:Variable": variableHandlers,
  "twilio:sip:AuthCallsCredentialListMapping": authCallsCredentialListMappingHandlers,
  "twilio:sip:AuthCallsIpAccessControlListMapping": authCallsIpAccessControlListMappingHandlers,
  "twilio:sip:AuthRegistrationsCredentialListMapping": authRegistrationsCredentialListMappingHandlers,
  "twilio:sip:Credential": credentialHandlers,
  "twilio:sip:CredentialList": credentialListHandlers,
  "twilio:sip:Domain": domainHandlers,
  "twilio:sip:ExclusiveCredentials": exclusiveCredentialsHandlers,
  "twilio:sip:IpAccessControlList": ipAccessControlListHandlers,
  "twilio:sip:IpAddress": ipAddressHandlers,
  "twilio:studio:Flow": flowHandlers,
  "twilio:sync:Document": documentHandlers,
  "twilio:sync:Map": mapHandlers,
  "twilio:sync:Service": syncServiceHandlers,
  "twilio:usage:Trigger": triggerHandlers,
  "twilio:voice:DialingPermissions": dialingPermissionsHandlers,
  "twilio:voice:ExclusiveDialingPermissions": exclusiveDialingPermissionsHandlers,
  "twilio:voice:Settings": voiceSettingsHandlers,
} as const satisfies { [T in ResourceToken]: { token: T; handlers: AnyHandlers } };

/** The handlers of every function. */
export const invocationHandlers = {
  "twilio:numbers:getAvailablePhoneNumbers": getAvailablePhoneNumbersHandler,
  "twilio:api:getAccount": getAccountHandler,
  "twilio:api:listCalls": listCallsHandler,
  "twilio:api:listMessages": listMessagesHandler,
  "twilio:numbers:getIncomingPhoneNumber": getIncomingPhoneNumberHandler,
  "twilio:numbers:getIncomingPhoneNumbers": getIncomingPhoneNumbersHandler,
  "twilio:serverless:getEnvironment": getEnvironmentHandler,
  "twilio:serverless:getService": getServiceHandler,
  "twilio:sip:getCredentialList": getCredentialListHandler,
  "twilio:sip:getDomain": getDomainHandler,
} as const satisfies { [T in InvocationToken]: { token: T; handler: InvocationHandler } };
