import { handlersOf } from "../lifecycle/handlers.ts";
import { CredentialList } from "./credential-list.ts";
import { namedListHandlers } from "./named-list.handlers.ts";

export const credentialListHandlers = handlersOf(
  CredentialList,
  namedListHandlers(({ sip }) => sip.credentialLists),
);
