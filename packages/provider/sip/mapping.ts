import { sid } from "../declare/properties.ts";

/** What says that a domain uses a credential list. */
export const mapped = {
  /** The SID of the SIP domain. */
  domainSid: sid("SD", "a SIP domain"),
  /** The SID of the credential list. */
  credentialListSid: sid("CL", "a credential list"),
};

/** What a mapping is to Pulumi. Twilio gives it the SID of the list. */
export const mappingRules = {
  id: ["domainSid", "credentialListSid"],
  naturalKey: ["domainSid", "credentialListSid"],
  replaceOnChanges: ["domainSid", "credentialListSid"],
} as const;
