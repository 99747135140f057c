import type { AlertCode } from "../alerts.ts";

/** A document that Twilio cannot execute. The call goes on at the fallback URL. */
export class TwimlError extends Error {
  readonly code: AlertCode;

  constructor(code: AlertCode, detail: string) {
    super(detail);
    this.name = "TwimlError";
    this.code = code;
  }
}
