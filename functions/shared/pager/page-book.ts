import { attemptOf, type Page, page } from "../../../systems/pager/escalation.ts";
import type { Context } from "../runtime/runtime.ts";
import { Sync } from "../twilio/sync.ts";

const nameOf = (recording: string) => `Maps/pages/Items/${recording}`;

/** The pages of the team as they are written down in Sync. */
export class PageBook {
  readonly #sync: Sync;

  constructor(context: Context) {
    this.#sync = new Sync(context);
  }

  /**
   * Writes a page down.
   * @param lifetime seconds after which it is forgotten
   * @returns whether there was none of this recording
   */
  add(opened: Page, lifetime: number): Promise<boolean> {
    return this.#sync.add("pages", opened.recording, opened, lifetime);
  }

  /** The page of a recording as it stands. */
  async find(recording: string): Promise<Page | undefined> {
    return (await this.#sync.read(nameOf(recording), page))?.data;
  }

  /**
   * Changes a page that nobody has got yet, from how it stands; again if somebody else was faster.
   * @param change gives what becomes different; nothing: it stays as it is
   * @returns what the page has become; nothing if it stayed as it was
   */
  async change(
    recording: string,
    change: (open: Page) => Partial<Page> | undefined,
  ): Promise<Page | undefined> {
    for (;;) {
      const now = await this.#sync.read(nameOf(recording), page);
      const different = now?.data.state === "open" ? change(now.data) : undefined;
      if (!now || !different) return undefined;
      const changed = { ...now.data, ...different };
      if (await this.#sync.write(nameOf(recording), changed, now.revision)) return changed;
    }
  }

  /** Somebody has got the page by some attempt: the others are not told. Where it must be acknowledged, delivery is not enough. */
  async settle(recording: string, attempt: number, state: "delivered" | "acknowledged"): Promise<void> {
    await this.change(recording, (open) =>
      state === "delivered" && open.until === "acknowledged"
        ? undefined
        : { state, by: attemptOf({ ...open, attempt })?.user },
    );
  }
}
