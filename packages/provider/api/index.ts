export { Application } from "./application.ts";
export { getAccount } from "./get-account.ts";
export { Key } from "./key.ts";
export { listCalls } from "./list-calls.ts";
export { listMessages } from "./list-messages.ts";
