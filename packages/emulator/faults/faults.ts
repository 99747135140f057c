import { z } from "zod";
import type { Clock } from "../clock.ts";
import type { Random } from "../random.ts";
import { knownCodes } from "../rest/error-codes.ts";
import { Lag, lagSchema } from "./lag.ts";

/** A rule by which requests go wrong. Every part left out matches all. */
const faultSchema = z.strictObject({
  /** Such as `POST`. */
  method: z.string().toUpperCase().optional(),
  /** A regular expression over `<host>/<path>`, such as `Functions/.*Versions`. */
  route: z.string().optional(),
  /** What is answered instead of the real answer. */
  status: z.int().min(400).max(599).optional(),
  /** In place of a status: an API request is refused with this code of Twilio's, as such refusals are. */
  code: z.literal(knownCodes).optional(),
  /** Headers of that answer, such as `Retry-After`. */
  headers: z.record(z.string(), z.string()).optional(),
  /** Closes the connection without an answer: `before` anything happens, or `after` it has. */
  drop: z.enum(["before", "after"]).optional(),
  /** Milliseconds to wait before going on. */
  delayMs: z.number().min(0).optional(),
  /** With `status` or `code`: does the request take effect all the same? */
  effect: z.boolean().default(false),
  /** How late what the request makes or changes is shown. */
  lag: lagSchema.optional(),
  /** The first requests that match and are let through. */
  skip: z.int().min(0).default(0),
  /** How many requests go wrong after that; all when left out. */
  count: z.int().min(1).optional(),
  /** Chance of a matching request to go wrong, 0 to 1, drawn from the emulator's seed. */
  probability: z.number().min(0).max(1).default(1),
});

/** What a caller writes to make requests go wrong. */
export type Fault = z.input<typeof faultSchema>;

/** A rule that stands, with what it has done so far. */
interface Rule extends z.output<typeof faultSchema> {
  id: number;
  pattern: RegExp;
  matched: number;
  hits: number;
}

/** Rules by which requests go wrong: the first that applies to a request decides. */
export class Faults {
  /** What is not shown yet because a rule said so. */
  readonly lag: Lag;
  readonly #random: Random;
  #rules: Rule[] = [];
  #nextId = 1;

  constructor(random: Random, clock: Clock) {
    this.#random = random;
    this.lag = new Lag(clock);
  }

  /**
   * Adds a rule.
   * @returns its number, for `remove`
   * @throws ZodError or SyntaxError when the rule is not one
   */
  add(fault: Fault): number {
    const rule = faultSchema.parse(fault);
    const id = this.#nextId++;
    this.#rules.push({ ...rule, id, pattern: new RegExp(rule.route ?? ""), matched: 0, hits: 0 });
    return id;
  }

  remove(id: number): void {
    this.#rules = this.#rules.filter((rule) => rule.id !== id);
  }

  /** Takes all rules away; what is late shows up. */
  clear(): void {
    this.#rules = [];
    this.lag.clear();
  }

  /** The rules that stand, with the number of requests each has hit. */
  list(): (z.output<typeof faultSchema> & { id: number; hits: number })[] {
    return this.#rules.map(({ pattern: _pattern, matched: _matched, ...rule }) => rule);
  }

  /** The rule that applies to a request now, counted as hit. */
  next(method: string, target: string): Rule | undefined {
    for (const rule of this.#rules) {
      if ((rule.method && rule.method !== method) || !rule.pattern.test(target)) continue;
      if (rule.count !== undefined && rule.hits >= rule.count) continue;
      if (rule.matched++ < rule.skip) continue;
      if (rule.probability < 1 && this.#random.fraction(`fault ${rule.id}`) >= rule.probability) continue;
      rule.hits++;
      return rule;
    }
    return undefined;
  }
}
