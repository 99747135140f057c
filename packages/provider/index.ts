/** The SDK of the Twilio provider: `import * as twilio from "@pulumi/twilio"`, then `new twilio.sip.Domain(...)`. */
export * as api from "./api/index.ts";
export * as events from "./events/index.ts";
export * as flex from "./flex/index.ts";
export * as messaging from "./messaging/index.ts";
export * as numbers from "./numbers/index.ts";
export { Provider, type ProviderArgs } from "./provider.ts";
export * as rest from "./rest/index.ts";
export * as serverless from "./serverless/index.ts";
export * as sip from "./sip/index.ts";
export * as studio from "./studio/index.ts";
export * as sync from "./sync/index.ts";
export * as usage from "./usage/index.ts";
export * as voice from "./voice/index.ts";
