import { credentialsOf, effectiveConfiguration } from "../server/configuration.ts";

export { TwilioError } from "./errors.ts";

import { systemClock } from "./clock.ts";
import { connect, type TwilioClient } from "./connection.ts";
import { connectionPool } from "./http.ts";
import { Transport } from "./transport.ts";

const MAX_REQUESTS = 16;

/**
 * The official client with this package's own way to Twilio (retries, concurrency, base URL), for commands that work
 * beside a program.
 * @param environment `TWILIO_ACCOUNT_SID`, `TWILIO_AUTH_TOKEN` or `TWILIO_API_KEY` and `TWILIO_API_SECRET`, `TWILIO_API_URL`
 * @throws when there are no credentials, or a value is malformed, naming it
 */
export function twilioFromEnvironment(environment: NodeJS.ProcessEnv = process.env): TwilioClient {
  const settings = effectiveConfiguration({}, environment);
  const transport = new Transport({
    send: connectionPool(MAX_REQUESTS, environment).send,
    clock: systemClock,
    apiUrl: settings.apiUrl,
    maxConcurrentRequests: MAX_REQUESTS,
  });
  return connect(transport, credentialsOf(settings), new AbortController().signal);
}
