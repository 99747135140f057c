/** Reading TwiML by Twilio's rules, without a call. */

export { readMessagingDocument } from "../../messages/twiml.ts";
export { readDocument } from "./document.ts";
export { type Element, parseXml } from "./element.ts";
export { formatTwiml } from "./format.ts";
export { TwimlError } from "./twiml-error.ts";
