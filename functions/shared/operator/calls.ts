import * as z from "zod/mini";
import type { Menus } from "../../../dialplan/menu-tree.ts";
import type { Network } from "../calls/network.ts";
import type { Context } from "../runtime/runtime.ts";
import { TwilioRefusal, twilioApi } from "../twilio/api.ts";
import { isOperators, operatorAddresses } from "./operator.ts";

/** Milliseconds that a request may take: somebody waits meanwhile. */
const patience = 2_000;
/** Seconds that an operator's call may last. */
const longestCall = 3_600;

const calls = z.lazy(() =>
  z.object({ calls: z.array(z.object({ sid: z.string(), to: z.string(), direction: z.string() })) }),
);
const queues = z.lazy(() => {
  const queue = z.object({ sid: z.string(), friendly_name: z.string(), current_size: z.number() });
  return z.object({ queues: z.array(queue) });
});

/** The calls by which operators are asked to take callers from the queue. */
export class OperatorCalls {
  readonly #context: Context;
  readonly #main: string;
  readonly #addresses: string[];
  readonly #origin: string;
  readonly #ring: number;

  constructor(context: Context, network: Network, menus: Menus) {
    this.#context = context;
    this.#main = network.directory.main;
    this.#origin = `https://${context.DOMAIN_NAME}`;
    this.#ring = menus.operator?.timeout ?? 0;
    this.#addresses = operatorAddresses(menus, network);
  }

  /** Calls every operator at once, as long as a caller would wait. One who cannot be called does not keep others from it. */
  async place(about: { queue: string; language: string }): Promise<void> {
    const query = new URLSearchParams(about);
    const placed = this.#addresses.map((To) =>
      this.#post("Calls.json", {
        To,
        From: this.#main,
        Url: `${this.#origin}/operator-answer?${query}`,
        Timeout: String(this.#ring),
        TimeLimit: String(longestCall),
        StatusCallback: `${this.#origin}/operator-ringing?${query}`,
        StatusCallbackEvent: "ringing",
      }),
    );
    logFailures("an operator was not called", await Promise.allSettled(placed));
  }

  /** How many callers wait in a queue. */
  async waiting(queueSid: string): Promise<number> {
    return (await this.#waiting(queueSid)).here;
  }

  /** How many callers wait in a queue, and in those of all other environments, which call the same operators. */
  async #waiting(queueSid: string): Promise<{ here: number; elsewhere: number }> {
    const parameters = { PageSize: "1000" };
    const listed = queues.parse(await twilioApi(this.#context, "Queues.json", { parameters, patience }));
    const ours = listed.queues.filter(({ friendly_name }) => isOperators(friendly_name));
    const own = ours.find(({ sid }) => sid === queueSid);
    if (!own) throw new Error("the queue is gone");
    const all = ours.reduce((sum, { current_size }) => sum + current_size, 0);
    return { here: own.current_size, elsewhere: all - own.current_size };
  }

  /** Ends a call, whatever it does. */
  async end(callSid: string): Promise<void> {
    await this.#post(`Calls/${callSid}.json`, { Status: "completed" });
  }

  /**
   * Lets the operators' telephones stop ringing if nobody waits, in any environment, but who is served already. Operators
   * who have answered hear for themselves. What rings is looked up first: whoever joins the queue after that has
   * telephones ring that are not among it, and whoever joined before is counted.
   * @param served how many of those who wait are served already
   * @returns how many callers wait
   */
  async stopRinging(queueSid: string, served: number): Promise<number> {
    const ringing = await this.#ringing();
    const { here, elsewhere } = await this.#waiting(queueSid);
    if (here > served || elsewhere > 0) return here;
    const ended = await Promise.allSettled(ringing.map((sid) => this.end(sid)));
    logFailures("an operator's telephone rings on", ended);
    return here;
  }

  /** The calls that ring at operators' telephones. */
  async #ringing(): Promise<string[]> {
    const pages = await Promise.all(
      ["queued", "ringing"].map(async (Status) => {
        const parameters = { Status, From: this.#main, PageSize: "100" };
        return calls.parse(await twilioApi(this.#context, "Calls.json", { parameters, patience }));
      }),
    );
    // Those that the API has placed, not those of a phone that shows the main number.
    return pages
      .flatMap((page) => page.calls)
      .filter(({ to, direction }) => direction === "outbound-api" && this.#addresses.includes(to))
      .map(({ sid }) => sid);
  }

  #post(url: string, parameters: Record<string, string>): Promise<unknown> {
    return twilioApi(this.#context, url, { method: "POST", parameters, patience });
  }
}

function logFailures(what: string, outcomes: PromiseSettledResult<unknown>[]): void {
  for (const outcome of outcomes) if (outcome.status === "rejected") logFailure(what, outcome.reason);
}

/** Says in the log what went wrong, without what Twilio says of it: a number may be in that. */
export function logFailure(what: string, error: unknown): void {
  const code = error instanceof TwilioRefusal ? ` ${error.code}` : "";
  console.error(`operator: ${what}: ${error instanceof Error ? error.name : "failed"}${code}`);
}
