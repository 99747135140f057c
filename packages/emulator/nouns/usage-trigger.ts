import type { Platform } from "../platform.ts";
import * as generic from "../rest/generic.ts";
import { textParameter } from "../rest/request.ts";
import { rfc2822 } from "../rest/shape.ts";
import { type Resource, text } from "../store/index.ts";
import { alertLevel, alertText } from "../voice/alerts.ts";
import { sendWebhook } from "../voice/call/webhook.ts";
import type { Network } from "../voice/network.ts";
import type { Noun } from "./noun.ts";
import { isCounted, periodStart, used } from "./usage.ts";

const kind = "api/Usage/Triggers";

/** What a trigger watches, so far in its period. Nothing has a price here. */
function soFar(account: string, category: string, by: string, recurring: string, platform: Platform): number {
  if (by === "price") return 0;
  const now = platform.clock.now();
  return used(account, category, [periodStart(recurring, now), now], platform)[
    by === "count" ? "count" : "usage"
  ];
}

const currentValue = ({ account, properties }: Resource, platform: Platform): number =>
  soFar(
    account,
    String(properties.usage_category),
    String(properties.trigger_by),
    String(properties.recurring),
    platform,
  );

/**
 * Alarms for usage. A value that is told as an offset (`+30`) is counted from what is used in the period so far.
 * https://www.twilio.com/docs/usage/api/usage-trigger
 */
export const usageTrigger: Noun = {
  kind,
  create(request, platform) {
    const value = textParameter(request, "TriggerValue") ?? "";
    const category = textParameter(request, "UsageCategory") ?? "";
    const by = textParameter(request, "TriggerBy") ?? "usage";
    const recurring = textParameter(request, "Recurring") ?? "alltime";
    const now = () => soFar(request.account.key, category, by, recurring, platform);
    return generic.create(request, platform, {
      properties: {
        trigger_value: value.startsWith("+") ? String(now() + Number(value)) : value,
        trigger_by: by,
        recurring,
      },
    });
  },
  show: (trigger, platform) => ({ current_value: String(currentValue(trigger, platform)) }),
};

/** Rings when what an account has used reaches a trigger's value, once in each period. */
export class UsageAlarms {
  readonly #platform: Platform;
  readonly #network: () => Network;
  readonly #calls = new Set<Promise<void>>();
  /** Accounts whose usage has changed since it was looked at. */
  readonly #changed = new Set<string>();

  constructor(platform: Platform, network: () => Network) {
    this.#platform = platform;
    this.#network = network;
    platform.store.watch((resource) => {
      if (isCounted(resource.kind) || resource.kind === kind) this.#look(resource.account);
    });
  }

  /** Whether no alarm is on its way. */
  get isIdle(): boolean {
    return this.#calls.size === 0;
  }

  /** Settles when no alarm is on its way. */
  async settled(): Promise<void> {
    while (!this.isIdle) await Promise.allSettled(this.#calls);
  }

  /** Looks once after many changes: counting takes as long as there is usage. */
  #look(account: string): void {
    const place = { kind, account, parents: {} };
    if (this.#changed.has(account) || this.#platform.store.collection(place).size === 0) return;
    this.#changed.add(account);
    const look = new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
      this.#changed.delete(account);
      for (const trigger of this.#platform.store.collection(place)) this.#check(trigger);
    });
    this.#track(look);
  }

  #check(trigger: Resource): void {
    const { store, clock } = this.#platform;
    const start = periodStart(String(trigger.properties.recurring), clock.now());
    const fired = Date.parse(text(trigger, "date_fired") ?? "");
    if (!Number.isNaN(fired) && fired >= start) return;
    const current = currentValue(trigger, this.#platform);
    if (current < Number(trigger.properties.trigger_value)) return;
    const dateFired = rfc2822(clock.now());
    store.update(trigger, { date_fired: dateFired });
    this.#track(this.#ring(trigger, current, dateFired));
  }

  /** https://www.twilio.com/docs/usage/api/usage-trigger#webhook-parameters */
  async #ring({ account, key, properties }: Resource, current: number, dateFired: string): Promise<void> {
    const network = this.#network();
    const params = {
      AccountSid: account,
      UsageTriggerSid: key,
      Recurring: String(properties.recurring),
      UsageCategory: String(properties.usage_category),
      TriggerBy: String(properties.trigger_by),
      TriggerValue: String(properties.trigger_value),
      CurrentValue: String(current),
      DateFired: dateFired,
      IdempotencyToken: `${account}-FIRES-${key}-${Date.parse(dateFired)}`,
    };
    const log = { sid: key, at: 0, steps: [], setup: { accountSid: account } };
    const { failure } = await sendWebhook(network, log, {
      purpose: "usage-trigger",
      method: properties.callback_method === "GET" ? "GET" : "POST",
      url: String(properties.callback_url),
      params,
    });
    if (!failure) return;
    network.recordAlert({
      sid: network.sid("NO"),
      accountSid: account,
      resourceSid: key,
      code: failure.code,
      level: alertLevel(failure.code),
      text: alertText(failure),
      at: network.now(),
    });
  }

  #track(work: Promise<void>): void {
    this.#calls.add(work);
    void work.finally(() => this.#calls.delete(work));
  }
}
