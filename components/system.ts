import type { SharedServiceName } from "../bundle/services.ts";
import type { Environment, VariablesOf } from "./environment.ts";

/** What every system beside the phones is made with. */
export interface SystemArgs<Settings> {
  /** What people wrote down. */
  settings: Settings;
  /** Name of the environment, such as `stage`. */
  environment: string;
  /** Serves the functions of a service, with variables beside those that every service has. */
  serve: (name: SharedServiceName, variables?: VariablesOf) => Environment;
  /** Whether it takes an operator's word to give up numbers and memory. */
  protect: boolean;
}
