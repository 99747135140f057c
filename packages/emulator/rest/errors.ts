import { type ErrorCode, errorCodes } from "./error-codes.ts";

/** What is wrong in detail, where one request can be wrong in several places. */
export type ErrorDetails = {
  errors: { message: string; property_path: string }[];
};

/** The body of a refusal, as Twilio's APIs write it. */
export interface ErrorBody {
  code: number;
  message: string;
  more_info: string;
  status: number;
  details?: ErrorDetails;
}

/** A refusal in Twilio's words. Thrown by whatever handles a request, answered by the server. */
export class TwilioError extends Error {
  readonly code: ErrorCode;
  readonly status: number;
  readonly details: ErrorDetails | undefined;

  /**
   * @param code one of Twilio's error codes
   * @param message what was wrong in this case; the code's general message when left out
   * @param details what was wrong in each place, where there are several
   */
  constructor(code: ErrorCode, message: string = errorCodes[code].message, details?: ErrorDetails) {
    super(message);
    this.name = "TwilioError";
    this.code = code;
    this.details = details;
    this.status = errorCodes[code].status;
  }

  get body(): ErrorBody {
    return {
      code: this.code,
      message: this.message,
      more_info: `https://www.twilio.com/docs/errors/${this.code}`,
      status: this.status,
      ...(this.details && { details: this.details }),
    };
  }
}

/** 404 with code 20404, in Twilio's sentence. */
export const notFound = (path: string) =>
  new TwilioError(20404, `The requested resource ${path} was not found`);
