import settings from "baked:pager";
import {
  attemptOf,
  escalationOrder,
  type Page,
  toldBefore,
  type Way,
} from "../../../systems/pager/escalation.ts";
import { onCall, type User } from "../../../systems/pager/rota.ts";
import { type PagerContext, pagerContext } from "../../../systems/pager/variables.ts";
import { keepFor } from "../recordings/retention.ts";
import { soundUrl } from "../recordings/sound-link.ts";
import type { Context } from "../runtime/runtime.ts";
import { twilioApi } from "../twilio/api.ts";
import { askAgain } from "../twilio/ask-again.ts";
import { soundOf } from "../twilio/recordings.ts";
import { Sync } from "../twilio/sync.ts";
import { mailTeam } from "./mail.ts";
import { PageBook } from "./page-book.ts";
import { rotaIn } from "./rota.ts";
import { keep } from "./storage.ts";

const { users } = settings.available_users;
const { mail_settings, max_mms_bytes, page_until: until, retention_days } = settings.current_config;
/** How long a page is remembered, in seconds. */
const lifetime = retention_days * 24 * 3_600;

/** How long a member's telephone rings, in seconds: less than most mailboxes wait. */
const ring = 20;

/** What Twilio says of a recording that is complete. */
export interface Recorded {
  recording: string;
  /** Seconds. */
  duration: number;
  caller: string;
}

/** What members read of a page. */
type Told = Pick<Page, "recording" | "duration" | "caller" | "received">;

/** The pages of the team: each recording is one, told to one member after the other until somebody has it. */
export class Pages {
  readonly #context: Context;
  readonly #variables: PagerContext;
  readonly #sync: Sync;
  readonly #book: PageBook;

  constructor(context: Context) {
    this.#context = context;
    this.#variables = pagerContext.parse(context);
    this.#sync = new Sync(context);
    this.#book = new PageBook(context);
  }

  /**
   * Pages whoever is on call. A recording that has been paged already is not paged again: if that was interrupted, it goes on
   * from there.
   */
  async open({ recording, duration, caller }: Recorded): Promise<void> {
    const [rota, sound] = await Promise.all([
      rotaIn(this.#sync).catch(logged("the rota")),
      soundOf(this.#context, recording).catch(logged("the sound")),
    ]);
    if (!rota) return this.#tellEverybody({ recording, duration, caller }, sound);
    const order = escalationOrder(users, onCall(rota.data, users));
    const received = new Date().toISOString();
    const small = sound !== undefined && sound.byteLength <= max_mms_bytes;
    const opened: Page = {
      recording,
      duration,
      caller,
      received,
      order,
      sound: small,
      until,
      attempt: 0,
      made: -1,
      state: "open",
    };
    const added = await this.#book.add(opened, lifetime).catch(logged("the page"));
    if (added === false) return this.#resume(recording, 0);
    if (added === undefined) {
      const there = await this.#book.find(recording).catch(logged("the page"));
      if (!there) return this.#tellEverybody(opened, sound);
      if (there.made >= 0) return;
    }
    await Promise.all([
      this.#tellOrGoOn(opened),
      this.#mail(opened, sound).catch(logged("the mail")),
      this.#keep(opened, sound).catch(logged("the storage")),
      keepFor(this.#context, recording, retention_days).catch(logged("retention")),
    ]);
  }

  /** An attempt has failed: the next one is made, unless it has been made already or somebody has the page. */
  async goOn(recording: string, failed: number): Promise<void> {
    const next = await this.#book.change(recording, (open) => {
      if (open.attempt !== failed) return undefined;
      const attempt = failed + 1;
      return attemptOf({ ...open, attempt }) ? { attempt } : { attempt, state: "given-up" };
    });
    if (!next) return this.#resume(recording, failed + 1);
    if (next.state === "open") return this.#tellOrGoOn(next);
    console.error("pager: nobody could be told of", recording);
    await this.#mail(next, undefined, "NOBODY ANSWERED: ").catch(logged("the mail"));
  }

  /** The call of an attempt has ended: whoever was told before hears who has taken the page; if nobody has, the next attempt is made. */
  async callEnded(recording: string, attempt: number): Promise<void> {
    const now = await this.#book.find(recording);
    if (now?.state !== "acknowledged") return this.goOn(recording, attempt);
    const name = users[now.by ?? ""]?.name ?? now.by;
    const Body = `${name} has taken this: ${textOf(now)}`;
    if (attemptOf({ ...now, attempt })?.user !== now.by) return;
    const others = toldBefore(now).flatMap((id) => users[id] ?? []);
    await Promise.all(
      others.map(({ phone }) => this.#text(phone, { Body }).catch(logged("a text to others"))),
    );
  }

  /** A message of an attempt has not arrived. If a call came with it, only its sound is made up for, by a link. */
  async messageFailed(recording: string, failed: number): Promise<void> {
    const now = await this.#book.find(recording);
    if (now?.until !== "acknowledged") return this.goOn(recording, failed);
    const user = users[attemptOf({ ...now, attempt: failed })?.user ?? ""];
    if (user && now.sound) await this.#text(user.phone, { Body: await this.#withLink(now) });
  }

  /** Without Sync nobody knows who is on call, nor who was told: all members are, once. */
  async #tellEverybody({ recording, duration, caller }: Recorded, sound?: Uint8Array): Promise<void> {
    const told = { recording, duration, caller, received: new Date().toISOString() };
    const urgency = "TO ALL, the pager's memory is out of reach: ";
    const Body = `${urgency}${await this.#withLink(told)}`;
    const texts = Object.values(users).map(({ phone }) =>
      this.#text(phone, { Body }).catch(logged("a text to all")),
    );
    await Promise.all([...texts, this.#mail(told, sound, urgency).catch(logged("the mail"))]);
  }

  /** Makes an attempt that was written down and not made: the function that was to make it has died. */
  async #resume(recording: string, attempt: number): Promise<void> {
    const now = await this.#book.find(recording);
    if (now?.state === "open" && now.attempt === attempt && now.made < attempt) await this.#tellOrGoOn(now);
  }

  async #tellOrGoOn(told: Page): Promise<void> {
    const attempt = attemptOf(told);
    const user = attempt && users[attempt.user];
    try {
      if (!user) throw new Error("has left the team");
      const [decisive, ...beside] = attempt.ways;
      await Promise.all([
        this.#tell(told, user, decisive),
        ...beside.map((way) => this.#tell(told, user, way).catch(logged("the message beside a call"))),
      ]);
    } catch (error) {
      logged(`attempt ${told.attempt}`)(error);
      return this.goOn(told.recording, told.attempt);
    }
    await this.#made(told.recording, told.attempt).catch(logged("the record of an attempt"));
  }

  /** Writes down that an attempt was made, unless the page has gone on meanwhile. */
  async #made(recording: string, attempt: number): Promise<void> {
    await this.#book.change(recording, (open) => (open.attempt === attempt ? { made: attempt } : undefined));
  }

  async #tell(told: Page, { phone }: User, way: Way): Promise<void> {
    const { recording, attempt } = told;
    const { DOMAIN_NAME, PAGER_PHONE } = this.#variables;
    const query = new URLSearchParams({ recording, attempt: String(attempt) });
    const at = (path: string) => `https://${DOMAIN_NAME}${path}?${query}${askAgain}`;
    if (way === "call") {
      const answering = { Url: at("/acknowledge"), StatusCallback: at("/call-ended"), Timeout: String(ring) };
      const parameters = { To: phone, From: PAGER_PHONE, ...answering };
      await twilioApi(this.#context, "Calls.json", { method: "POST", parameters });
      return;
    }
    const sound = way === "sound" && { MediaUrl: await soundUrl(this.#context, recording) };
    await this.#text(phone, { Body: await this.#withLink(told), StatusCallback: at("/delivery"), ...sound });
  }

  async #text(To: string, message: Record<string, string>): Promise<void> {
    const parameters = { To, From: this.#variables.FROM_PHONE, ...message };
    await twilioApi(this.#context, "Messages.json", { method: "POST", parameters });
  }

  async #withLink(told: Told): Promise<string> {
    return `${textOf(told)} ${await soundUrl(this.#context, told.recording)}`;
  }

  async #mail(told: Told, content?: Uint8Array, urgency = ""): Promise<void> {
    if (!mail_settings) return;
    const sound = content && { name: `${fileOf(told)}.mp3`, content };
    const text = `${textOf(told)}\n\n${await soundUrl(this.#context, told.recording)}\n`;
    const subject = `${urgency}${textOf(told)}`;
    await mailTeam(mail_settings, this.#variables, { subject, text, ...(sound && { sound }) });
  }

  async #keep(told: Page, sound?: Uint8Array): Promise<void> {
    const { recording, duration, caller, received, order } = told;
    const record = JSON.stringify({ recording, duration, caller, received, oncall_user: order[0] });
    const name = `recordings/${fileOf(told)}`;
    await keep(this.#variables, `${name}.json`, record, "application/json");
    if (sound) await keep(this.#variables, `${name}.mp3`, sound, "audio/mpeg");
  }
}

const fileOf = ({ received }: Told) => received.replaceAll(":", "-");

function textOf({ caller, duration, received }: Told): string {
  return `Page from ${caller} at ${received.slice(0, 16).replace("T", " ")} UTC, ${duration} s.`;
}

/** Logs what has gone wrong beside the work itself; no number and no link is in it. */
function logged(what: string) {
  return (error: unknown): undefined => {
    console.error(`pager: ${what}:`, error instanceof Error ? error.message : "failed");
  };
}
