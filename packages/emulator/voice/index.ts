export type { SipCaller } from "./call/place.ts";
export { openVoice } from "./open.ts";
export type { Input, Script } from "./parties/script.ts";
export { type Binding, type PhoneRegistration, RegistrationError } from "./phones/phones.ts";
export { voiceRoutes } from "./routes.ts";
export { type FormatOptions, formatTrace } from "./trace/format.ts";
export type { EmergencyTrace, LegTrace, Step, WebhookStep } from "./trace/trace.ts";
export { alertsOf, type CallTrace, heard, webhooks } from "./trace/trace.ts";
export type { CallRequest, Voice } from "./voice.ts";
