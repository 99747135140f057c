import { z } from "zod";
import type { Clock } from "../clock.ts";
import type { Properties, Resource } from "../store/index.ts";

/** How late lists show what a request has made or changed: after so many looks or so much time, whichever is later. */
export const lagSchema = z.strictObject({
  /** The looks that do not show it yet. */
  looks: z.int().min(0).default(0),
  /** Milliseconds of the emulator's clock. */
  ms: z.number().min(0).default(0),
  /** Whether reads of the resource alone are late too; lists only when left out. */
  alone: z.boolean().default(false),
});

/** Such a rule. */
export type LagRule = z.output<typeof lagSchema>;

/** What is not shown yet; `before` is what is shown in its place, absent when it was not there. */
interface Late {
  looks: number;
  until: number;
  alone: boolean;
  before: Properties | undefined;
}

/** Remembers what lists, and reads where a rule says so, do not show yet. */
export class Lag {
  readonly #clock: Clock;
  readonly #late = new Map<Resource, Late>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Whether anything is late at all. */
  get active(): boolean {
    return this.#late.size > 0;
  }

  /** From here on a resource is shown late. @param before its properties until now; none when it is new */
  delay(resource: Resource, before: Properties | undefined, { looks, ms, alone }: LagRule): void {
    const until = this.#clock.now() + ms;
    // What is late already goes on being shown as it is shown now.
    const earlier = this.#late.get(resource);
    this.#late.set(resource, { looks, until, alone, before: earlier ? earlier.before : before });
  }

  /** The resource as a list shows it, or `undefined`; counts as a look. */
  listed(resource: Resource): Resource | undefined {
    const late = this.#late.get(resource);
    if (late === undefined) return resource;
    if (late.looks <= 0 && this.#clock.now() >= late.until) {
      this.#late.delete(resource);
      return resource;
    }
    late.looks--;
    return late.before && { ...resource, properties: late.before };
  }

  /** The resource as a read of it alone shows it, or `undefined`; counts as a look where it is late. */
  read(resource: Resource): Resource | undefined {
    return this.#late.get(resource)?.alone ? this.listed(resource) : resource;
  }

  /** Shows everything as it is. */
  clear(): void {
    this.#late.clear();
  }
}
