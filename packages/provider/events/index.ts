export { Sink } from "./sink.ts";
export { Subscription } from "./subscription.ts";
