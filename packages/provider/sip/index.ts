export { AuthCallsCredentialListMapping } from "./auth-calls-credential-list-mapping.ts";
export { AuthRegistrationsCredentialListMapping } from "./auth-registrations-credential-list-mapping.ts";
export { Credential } from "./credential.ts";
export { CredentialList } from "./credential-list.ts";
export { Domain } from "./domain.ts";
export { ExclusiveCredentials } from "./exclusive-credentials.ts";
