export { Trigger } from "./trigger.ts";
