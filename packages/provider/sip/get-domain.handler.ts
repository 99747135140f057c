import { lookupHandlerOf } from "../lifecycle/lookup.ts";
import { domainHandlers } from "./domain.handlers.ts";
import { Domain } from "./domain.ts";
import { getDomain } from "./get-domain.ts";

export const getDomainHandler = lookupHandlerOf(getDomain, Domain, domainHandlers);
