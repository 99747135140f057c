import { lookupHandlerOf } from "../lifecycle/lookup.ts";
import { credentialListHandlers } from "./credential-list.handlers.ts";
import { CredentialList } from "./credential-list.ts";
import { getCredentialList } from "./get-credential-list.ts";

export const getCredentialListHandler = lookupHandlerOf(
  getCredentialList,
  CredentialList,
  credentialListHandlers,
);
