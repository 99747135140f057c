export { voiceNouns } from "./api/index.ts";
export type { BrowserCaller, SipCaller } from "./call/place.ts";
export { openNetwork } from "./open.ts";
export type { Input, Script } from "./parties/script.ts";
export {
  type Binding,
  type BrowserRegistration,
  type PhoneRegistration,
  RegistrationError,
} from "./phones/phones.ts";
export { voiceRoutes } from "./routes.ts";
export { type FormatOptions, formatTrace } from "./trace/format.ts";
export type { EmergencyTrace, LegTrace, Step, WebhookStep } from "./trace/trace.ts";
export { alertsOf, type CallTrace, heard, webhooks } from "./trace/trace.ts";
export { type CallRequest, createVoice, type Voice } from "./voice.ts";
