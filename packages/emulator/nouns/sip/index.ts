import { credential } from "./credential.ts";
import { domain } from "./domain.ts";
import { credentialList, ipAccessControlList, ipAddress } from "./lists.ts";
import { mappings } from "./mapping.ts";

/** SIP: domains, who may call and register, and the lists behind that. */
export const sip = [domain, credentialList, credential, ipAccessControlList, ipAddress, ...mappings];
