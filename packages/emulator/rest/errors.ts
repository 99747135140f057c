import { type ErrorCode, errorCodes } from "./error-codes.ts";

/** The body of a refusal, as Twilio's APIs write it. */
export interface ErrorBody {
  code: number;
  message: string;
  more_info: string;
  status: number;
}

/** A refusal in Twilio's words. Thrown by whatever handles a request, answered by the server. */
export class TwilioError extends Error {
  readonly code: ErrorCode;
  readonly status: number;

  /**
   * @param code one of Twilio's error codes
   * @param message what was wrong in this case; the code's general message when left out
   */
  constructor(code: ErrorCode, message: string = errorCodes[code].message) {
    super(message);
    this.name = "TwilioError";
    this.code = code;
    this.status = errorCodes[code].status;
  }

  get body(): ErrorBody {
    return {
      code: this.code,
      message: this.message,
      more_info: `https://www.twilio.com/docs/errors/${this.code}`,
      status: this.status,
    };
  }
}

/** 404 with code 20404, in Twilio's sentence. */
export const notFound = (path: string) =>
  new TwilioError(20404, `The requested resource ${path} was not found`);
