import { lookupHandlerOf } from "../lifecycle/lookup.ts";
import { environmentHandlers } from "./environment.handlers.ts";
import { Environment } from "./environment.ts";
import { getEnvironment } from "./get-environment.ts";

export const getEnvironmentHandler = lookupHandlerOf(getEnvironment, Environment, environmentHandlers);
