export { getAccount } from "./get-account.ts";
export { listCalls } from "./list-calls.ts";
export { listMessages } from "./list-messages.ts";
