/** An answer of Twilio's that says no. */
export class TwilioError extends Error {
  override readonly name = "TwilioError";
  /** The HTTP status. */
  readonly status: number;
  /** Twilio's own code, such as 21232; absent when something before Twilio answered. */
  readonly code: number | undefined;
  /** What Twilio said, without the rest of the message. */
  readonly reason: string;

  constructor(
    status: number,
    request: string,
    body: { code?: number | undefined; message?: string | undefined; moreInfo?: string | undefined },
  ) {
    const reason = body.message ?? `HTTP status ${status}`;
    const link = body.moreInfo ?? (body.code ? `https://www.twilio.com/docs/errors/${body.code}` : undefined);
    const detail = [body.code ? `code ${body.code}` : `status ${status}`, link].filter(Boolean).join(", ");
    super(`Twilio refused ${request}: ${reason} (${detail})`);
    this.status = status;
    this.code = body.code;
    this.reason = reason;
  }
}

/** Nobody knows whether a request had its effect: the connection broke or the server failed after it was sent. */
export class Uncertain extends Error {
  override readonly name = "Uncertain";
}

/** Twilio could not be reached, however often it was tried. */
export class Unreachable extends Error {
  override readonly name = "Unreachable";
}

/** The operation was cancelled, or its time ran out. */
export class Cancelled extends Error {
  override readonly name = "Cancelled";
  constructor(signal: AbortSignal) {
    const timedOut = signal.reason instanceof DOMException && signal.reason.name === "TimeoutError";
    super(timedOut ? "its time ran out (see the resource option customTimeouts)" : "it was cancelled");
  }
}

/** Whether an error says that what was asked for does not exist. */
export function isGone(error: unknown): boolean {
  return error instanceof TwilioError && error.status === 404;
}

/** Whether an error says that the wish clashes with what is there. */
export function isRefusal(error: unknown): error is TwilioError {
  return error instanceof TwilioError && (error.status === 400 || error.status === 409);
}
