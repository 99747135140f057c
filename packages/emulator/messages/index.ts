export { messageNoun } from "./api.ts";
export type { MessageTrace } from "./inbound.ts";
export { Messages, type SmsRequest } from "./messages.ts";
export { messageRoutes } from "./routes.ts";
