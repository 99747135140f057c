import { systemClock } from "../client/clock.ts";
import { connectionPool } from "../client/http.ts";
import { EARLIER } from "../lifecycle/collections.ts";
import type { Call } from "../lifecycle/handlers.ts";
import { Session } from "../lifecycle/session.ts";
import type { World } from "./world.ts";

/** What a handler works with, for tests that call one without an engine. */
export function callOf({ emulator }: World): Call {
  const { accountSid, authToken, url } = emulator;
  const session = new Session({
    credentials: { accountSid, username: accountSid, password: authToken },
    clock: systemClock,
    pool: connectionPool,
    environment: {},
    folder: "",
    apiUrl: url,
    maxConcurrentRequests: 1,
    pollMs: 1,
  });
  return session.call({
    urn: "",
    freshness: EARLIER,
    begin: () => new AbortController().signal,
    log: () => {},
  });
}
