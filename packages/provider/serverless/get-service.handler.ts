import { lookupHandlerOf } from "../lifecycle/lookup.ts";
import { getService } from "./get-service.ts";
import { serviceHandlers } from "./service.handlers.ts";
import { Service } from "./service.ts";

export const getServiceHandler = lookupHandlerOf(getService, Service, serviceHandlers);
