import { handlersOf } from "../lifecycle/handlers.ts";
import { linkHandlers } from "../lifecycle/link.ts";
import { ShortCode } from "./short-code.ts";

export const shortCodeHandlers = handlersOf(
  ShortCode,
  linkHandlers(
    "serviceSid",
    "shortCodeSid",
    ({ messaging }, serviceSid) => messaging.v1.services(serviceSid).shortCodes,
  ),
);
