import { sid } from "../declare/properties.ts";

const ofDomain = {
  /** The SID of the SIP domain. */
  domainSid: sid("SD", "a SIP domain"),
};

/** What says that a domain uses a credential list. */
export const mapped = {
  ...ofDomain,
  /** The SID of the credential list. */
  credentialListSid: sid("CL", "a credential list"),
};

/** What says that a domain uses an IP access control list. */
export const mappedAddresses = {
  ...ofDomain,
  /** The SID of the IP access control list. */
  ipAccessControlListSid: sid("AL", "an IP access control list"),
};

/** What a mapping is to Pulumi. Twilio gives it the SID of the list. */
export const mappingRules = rulesFor("credentialListSid");

/** The same for a mapping of IP addresses. */
export const addressMappingRules = rulesFor("ipAccessControlListSid");

function rulesFor<const L extends string>(list: L) {
  return {
    id: ["domainSid", list],
    naturalKey: ["domainSid", list],
    replaceOnChanges: ["domainSid", list],
  } as const;
}
