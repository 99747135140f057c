import {
  api,
  events,
  flex,
  messaging,
  numbers,
  rest,
  serverless,
  sip,
  studio,
  sync,
  usage,
  voice,
} from "./index.ts";

/** Every resource of the provider. What stands here must have handlers, a place in the schema and tests. */
export const resources = [
  api.Application,
  api.Key,
  events.Sink,
  events.Subscription,
  flex.ConfigurationKey,
  messaging.AlphaSender,
  messaging.PhoneNumber,
  messaging.Service,
  messaging.ShortCode,
  numbers.Address,
  numbers.EmergencyRegistration,
  numbers.IncomingPhoneNumber,
  rest.Resource,
  serverless.Asset,
  serverless.Build,
  serverless.Deployment,
  serverless.Environment,
  serverless.Function,
  serverless.LiveBuild,
  serverless.Service,
  serverless.Variable,
  sip.AuthCallsCredentialListMapping,
  sip.AuthCallsIpAccessControlListMapping,
  sip.AuthRegistrationsCredentialListMapping,
  sip.Credential,
  sip.CredentialList,
  sip.Domain,
  sip.ExclusiveCredentials,
  sip.IpAccessControlList,
  sip.IpAddress,
  studio.Flow,
  sync.Document,
  sync.Map,
  sync.Service,
  usage.Trigger,
  voice.DialingPermissions,
  voice.ExclusiveDialingPermissions,
  voice.Settings,
] as const;

/** Every function of the provider. */
export const invocations = [
  api.getAccount,
  api.listCalls,
  api.listMessages,
  numbers.getAvailablePhoneNumbers,
  numbers.getIncomingPhoneNumber,
  numbers.getIncomingPhoneNumbers,
  serverless.getEnvironment,
  serverless.getService,
  sip.getCredentialList,
  sip.getDomain,
] as const;

/** The type tokens of all resources. */
export type ResourceToken = (typeof resources)[number]["token"];

/** The tokens of all functions. */
export type InvocationToken = (typeof invocations)[number]["token"];
