import type { IncomingHttpHeaders } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { Faults } from "../faults/faults.ts";
import type { LagRule } from "../faults/lag.ts";
import type { Platform } from "../platform.ts";
import type { Address, Region } from "./address.ts";
import type { ApiAnswer, RestApi } from "./api.ts";
import { type ErrorCode, errorCodes, knownCodes } from "./error-codes.ts";
import { TwilioError } from "./errors.ts";
import { type JournalEntry, withoutSecrets } from "./journal.ts";
import type { HttpAnswer } from "./server.ts";

/** The journal forgets its older half beyond this: an emulator may run for days. */
const longestJournal = 100_000;

/** What stands between the network and the API. */
export interface ApiGatewayParts {
  platform: Platform;
  api: RestApi;
  faults: Faults;
  journal: JournalEntry[];
  /** Milliseconds that each request takes at least. */
  latencyMs: number;
  /** Where the account is; anywhere when undefined. */
  region: Region | undefined;
}

/** A request to one of Twilio's API hosts. */
export interface ApiCall {
  method: string;
  address: Address;
  headers: IncomingHttpHeaders;
  body: Buffer;
  /** How late what it makes or changes is shown; at once when left out. */
  lag?: LagRule | undefined;
}

/** Leads requests to the API: keeps the journal, takes its time, and lets faults have their way. */
export class ApiGateway {
  readonly #parts: ApiGatewayParts;
  #concurrent = 0;

  constructor(parts: ApiGatewayParts) {
    this.#parts = parts;
  }

  /** The answer, or `undefined` when a fault says to drop the connection. */
  async answer(call: ApiCall): Promise<HttpAnswer | undefined> {
    this.#concurrent++;
    try {
      return await this.#answer(call);
    } finally {
      this.#concurrent--;
    }
  }

  async #answer({ method, address, headers, body }: ApiCall): Promise<HttpAnswer | undefined> {
    const { platform, api, faults, journal, latencyMs, region } = this.#parts;
    const { host, path, query } = address;
    const entry: JournalEntry = {
      time: platform.clock.now(),
      method,
      host,
      path,
      query: withoutSecrets(path, Object.fromEntries(query)),
      parameters: {},
      status: 0,
    };
    if (journal.length >= longestJournal) journal.splice(0, longestJournal / 2);
    journal.push(entry);
    const fault = faults.next(method, host + path);
    const wait = latencyMs + (fault?.delayMs ?? 0);
    if (wait > 0) await sleep(wait);
    if (fault?.drop === "before") return undefined;
    const refusal = fault?.code ?? (fault?.status && codeOf(fault.status));
    const answer = await refusable(async () => {
      if (refusal && !fault?.effect) throw new TwilioError(refusal);
      if (region !== undefined && address.region !== region) {
        throw new TwilioError(
          20003,
          `Authentication Error - the account is in ${region}, not ${address.region}`,
        );
      }
      const done = await api.handle({ method, address, headers, body, lag: fault?.lag }, (parameters) => {
        entry.parameters = withoutSecrets(path, parameters);
      });
      if (refusal) throw new TwilioError(refusal);
      return done;
    });
    if (fault?.drop === "after") return undefined;
    const status = fault?.status ?? answer.status;
    entry.status = status;
    if (answer.code !== undefined) entry.code = answer.code;
    return {
      status,
      headers: {
        "Content-Type": answer.file?.contentType ?? "application/json",
        "Twilio-Request-Id": platform.random.sid("RQ"),
        "Twilio-Concurrent-Requests": String(this.#concurrent),
        ...(status === 401 && { "WWW-Authenticate": 'Basic realm="Twilio API"' }),
        ...answer.headers,
        ...fault?.headers,
      },
      body: answer.file?.content ?? (answer.body === undefined ? "" : JSON.stringify(answer.body)),
    };
  }
}

/** Runs an operation; a refusal becomes an answer with its code. */
async function refusable(work: () => Promise<ApiAnswer>): Promise<ApiAnswer & { code?: ErrorCode }> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof TwilioError)) throw error;
    return { status: error.status, body: { ...error.body }, code: error.code };
  }
}

/** Twilio's code for a status that a fault asks for. */
function codeOf(status: number): ErrorCode {
  return knownCodes.find((code) => errorCodes[code].status === status) ?? 20500;
}
