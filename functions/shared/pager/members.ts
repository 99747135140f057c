import settings from "baked:pager";
import * as z from "zod/mini";
import { onCall, type Rota, type User } from "../../../systems/pager/rota.ts";
import { pagerVariables } from "../../../systems/pager/variables.ts";
import type { Context } from "../runtime/runtime.ts";
import { twilioApi } from "../twilio/api.ts";
import { Sync } from "../twilio/sync.ts";
import { rotaIn, rotaName } from "./rota.ts";

const { users } = settings.available_users;
const { session_lifetime } = settings.current_config;

/** A TAKE that waits to be confirmed: it holds for the rota as it was. Times are milliseconds since 1970. */
const session = z.object({ revision: z.string(), expires: z.number() });
const commandsSince = z.object({ since: z.number(), count: z.number() });

const onCallNow = "You are on call now.";

/** How many commands a member may send in how many milliseconds. Pages are never limited. */
const mostCommands = 20;
const floodTime = 600_000;

/** What members do with the pager by text. Each answers what the member is to read. */
export class Members {
  readonly #context: Context;
  readonly #sync: Sync;

  constructor(context: Context) {
    this.#context = context;
    this.#sync = new Sync(context);
  }

  async who(): Promise<string> {
    const user = onCall((await rotaIn(this.#sync)).data, users);
    return `${user.name} is on call (${user.phone}).`;
  }

  async look(): Promise<string> {
    const { data } = await rotaIn(this.#sync);
    const current = onCall(data, users);
    const team = Object.values(users).map(
      ({ id, name, phone }) => `${id === current.id ? "* " : ""}${name} ${phone}`,
    );
    const by = users[data.last_modified_user_id ?? ""]?.name ?? data.last_modified_user_id;
    const since = data.last_modified_time ? `Taken ${data.last_modified_time} by ${by}.` : "Not taken yet.";
    return [`On call: ${current.name}. ${since}`, ...team].join("\n");
  }

  async take(member: User): Promise<string> {
    const { data, revision } = await rotaIn(this.#sync);
    const current = onCall(data, users);
    if (current.id === member.id) return "You are on call already.";
    await this.#sync.remove(sessionOf(member));
    const expires = Date.now() + session_lifetime * 1_000;
    await this.#sync.add("sessions", member.id, { revision, expires }, session_lifetime);
    return `Take the pager from ${current.name}? Send C to confirm or X to cancel within ${session_lifetime} seconds.`;
  }

  async confirm(member: User): Promise<string> {
    const found = await this.#sync.read(sessionOf(member), session);
    if (!found || found.data.expires < Date.now()) return "There is nothing to confirm. Send TAKE first.";
    await this.#sync.remove(sessionOf(member));
    const before = (await rotaIn(this.#sync)).data;
    const at = new Date().toISOString();
    const taken: Rota = { oncall_user: member.id, last_modified_time: at, last_modified_user_id: member.id };
    if (!(await this.#sync.write(rotaName, taken, found.data.revision))) {
      const now = onCall((await rotaIn(this.#sync)).data, users);
      // The same text twice.
      if (now.id === member.id) return onCallNow;
      return `${now.name} has taken the pager meanwhile. Nothing was changed. Send TAKE to take it from them.`;
    }
    const former = onCall(before, users);
    await Promise.all([
      // Should a change have missed the log, the next one puts it there.
      this.#log(before),
      this.#log(taken),
      this.#text(member, "TEST PAGE: this is how the pager reaches you."),
      ...(former.id === member.id
        ? []
        : [this.#text(former, `${member.name} has taken the pager from you.`)]),
    ]);
    return onCallNow;
  }

  async cancel(member: User): Promise<string> {
    const found = await this.#sync.read(sessionOf(member), session);
    await this.#sync.remove(sessionOf(member));
    return found ? "Cancelled. Nothing was changed." : "There is nothing to cancel.";
  }

  /** Whether the member has sent more commands than a person would, and whether this is the first of them. */
  async flood({ id }: User): Promise<"no" | "first" | "again"> {
    const name = `Maps/floods/Items/${id}`;
    const known = await this.#sync.read(name, commandsSince);
    const now = Date.now();
    const started = known && now - known.data.since < floodTime ? known.data : { since: now, count: 0 };
    const counted = { since: started.since, count: started.count + 1 };
    // Two at once may count as one: that lets a command more through.
    if (known) await this.#sync.write(name, counted, known.revision);
    else await this.#sync.add("floods", id, counted);
    if (counted.count <= mostCommands) return "no";
    return counted.count === mostCommands + 1 ? "first" : "again";
  }

  async #log(change: Rota): Promise<void> {
    const { last_modified_time: at, last_modified_user_id: by } = change;
    if (!at) return;
    try {
      await this.#sync.add("audit", `${at} ${by}`, change);
    } catch (error) {
      console.error("sms: the audit log misses a change:", error instanceof Error ? error.message : "failed");
    }
  }

  async #text({ phone }: User, Body: string): Promise<void> {
    const { FROM_PHONE } = pagerVariables.parse(this.#context);
    const parameters = { To: phone, From: FROM_PHONE, Body };
    try {
      await twilioApi(this.#context, "Messages.json", { method: "POST", parameters });
    } catch (error) {
      console.error("sms: a member was not told:", error instanceof Error ? error.message : "failed");
    }
  }
}

const sessionOf = ({ id }: User) => `Maps/sessions/Items/${id}`;
