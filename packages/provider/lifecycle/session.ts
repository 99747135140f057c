import type { Clock } from "../client/clock.ts";
import { type Credentials, connect, type TwilioClient } from "../client/connection.ts";
import type { ConnectionPool, connectionPool } from "../client/http.ts";
import { Transport } from "../client/transport.ts";
import { Claims } from "./claims.ts";
import { Collections, type Freshness } from "./collections.ts";
import type { Call } from "./handlers.ts";
import { Turns } from "./turns.ts";

/** The settings of a session. */
export interface SessionOptions {
  credentials: Credentials;
  clock: Clock;
  pool: typeof connectionPool;
  environment: NodeJS.ProcessEnv;
  /** The project's folder. */
  folder: string;
  apiUrl: string | undefined;
  maxConcurrentRequests: number;
  pollMs: number;
}

/** One thing that is to be done with one resource. */
export interface Operation {
  /** The URN of the resource. */
  urn: string;
  /** How old the lists may be that it looks into. */
  freshness: Freshness;
  /** Gives the signal that ends it, when there is something to wait for. */
  begin(): AbortSignal;
  log: Call["log"];
}

/** The connection to one account, shared by all operations of the provider. */
export class Session {
  readonly accountSid: string;
  readonly collections: Collections;
  readonly #options: SessionOptions;
  readonly #pool: ConnectionPool;
  readonly #transport: Transport;
  readonly #claims = new Claims();
  readonly #turns = new Turns();

  constructor(options: SessionOptions) {
    this.#options = options;
    this.accountSid = options.credentials.accountSid;
    this.collections = new Collections(options.clock);
    this.#pool = options.pool(options.maxConcurrentRequests, options.environment);
    this.#transport = new Transport({ ...options, send: this.#pool.send });
  }

  /** What a handler works with during one operation. What is found in a list that was read before needs no client and no signal. */
  call({ urn, freshness, begin, log }: Operation): Call {
    const { clock, credentials, folder, pollMs } = this.#options;
    const transport = this.#transport;
    let signal: AbortSignal | undefined;
    let client: TwilioClient | undefined;
    return {
      get signal() {
        signal ??= begin();
        return signal;
      },
      get twilio() {
        client ??= connect(transport, credentials, this.signal);
        return client;
      },
      accountSid: this.accountSid,
      urn,
      clock,
      folder,
      pollMs,
      log,
      claims: this.#claims,
      inTurn: (key, work) => this.#turns.take(key, work),
      listed: (key, list) => this.collections.get(key, freshness, list),
    };
  }

  /** Closes the connections. */
  close(): void {
    this.#pool.close();
  }
}
