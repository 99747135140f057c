import { handlersOf } from "../lifecycle/handlers.ts";
import { IpAccessControlList } from "./ip-access-control-list.ts";
import { namedListHandlers } from "./named-list.handlers.ts";

export const ipAccessControlListHandlers = handlersOf(
  IpAccessControlList,
  namedListHandlers(({ sip }) => sip.ipAccessControlLists),
);
