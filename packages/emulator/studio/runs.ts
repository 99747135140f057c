import { z } from "zod";
import type { Platform } from "../platform.ts";
import type { Resource } from "../store/index.ts";
import { type Alert, alertLevel, alertText } from "../voice/alerts.ts";
import { signedRequest } from "../voice/call/webhook.ts";
import type { Network, WebAnswer, WebRequest } from "../voice/network.ts";
import { type Context, render } from "./context.ts";
import { type Step, type Work, widgets } from "./widgets.ts";

/** The host at which flows answer webhooks. */
export const studioHost = "webhooks.twilio.com";

const stateSchema = z.object({
  name: z.string(),
  type: z.string(),
  transitions: z.array(
    z.object({
      event: z.string(),
      next: z.string().optional(),
      conditions: z
        .array(z.object({ type: z.string(), arguments: z.array(z.string()), value: z.string().default("") }))
        .optional(),
    }),
  ),
  properties: z.record(z.string(), z.unknown()),
});
const definitionSchema = z.object({ initial_state: z.string(), states: z.array(stateSchema) });

type State = z.infer<typeof stateSchema>;

/** Somebody's way through a flow. */
interface Run {
  accountSid: string;
  sid: string;
  kind: "call" | "message";
  states: Map<string, State>;
  context: Context;
  /** The widget that waits to be asked again. */
  at?: string;
}

/** Runs under way beyond this: the oldest are forgotten. */
const runsKept = 1000;

/** Widgets that one request may pass through: more go round in circles. */
const widgetLimit = 200;

/**
 * Studio's flows as calls and messages meet them: a webhook that answers TwiML, and is asked again by it.
 * https://www.twilio.com/docs/studio/user-guide
 */
export class FlowRuns {
  readonly #platform: Platform;
  readonly #network: () => Network;
  readonly #runs = new Map<string, Run>();

  constructor(platform: Platform, network: () => Network) {
    this.#platform = platform;
    this.#network = network;
  }

  /** Answers a webhook of a flow; 404 for one that was never published. */
  async answer({ method, url: written, body = "" }: WebRequest): Promise<WebAnswer> {
    const url = new URL(written);
    const [, accountSid = "", flowSid = ""] =
      /^\/v1\/Accounts\/(AC\w+)\/Flows\/(FW\w+)$/.exec(url.pathname) ?? [];
    const params = Object.fromEntries([
      ...url.searchParams,
      ...new URLSearchParams(method === "GET" ? "" : body),
    ]);
    const definition = this.#definition(accountSid, flowSid);
    if (!definition) return { status: 404, headers: {}, body: "" };
    const key = `${flowSid} ${params.CallSid ?? `${params.From} ${params.To}`}`;
    const waiting = this.#runs.get(key);
    const run = waiting?.at === undefined ? begin(accountSid, flowSid, definition, params) : waiting;
    this.#keep(key, run);
    const twiml = await this.#walk(run, params, waiting?.at);
    if (run.at === undefined) this.#runs.delete(key);
    return {
      status: 200,
      headers: { "content-type": "text/xml" },
      body: `<?xml version="1.0" encoding="UTF-8"?><Response>${twiml}</Response>`,
    };
  }

  #keep(key: string, run: Run): void {
    this.#runs.delete(key);
    this.#runs.set(key, run);
    const [oldest] = this.#runs.keys();
    if (this.#runs.size > runsKept && oldest !== undefined) this.#runs.delete(oldest);
  }

  /** What was published last. */
  #definition(account: string, sid: string): z.infer<typeof definitionSchema> | undefined {
    const place = { kind: "studio/Flows/Revisions", account, parents: { sid } };
    const published = (revision: Resource) => revision.properties.status === "published";
    const [newest] = [...this.#platform.store.collection(place)].filter(published);
    return definitionSchema.safeParse(newest?.properties.definition).data;
  }

  /** Goes from widget to widget until one waits, or the flow ends; gives the TwiML on the way. */
  async #walk(run: Run, params: Record<string, string>, resumed: string | undefined): Promise<string> {
    let twiml = "";
    let state = run.states.get(resumed ?? "");
    let step: Step | undefined =
      state && widgets[state.type]?.resume?.(params, this.#work(run, state, params));
    if (!state) {
      state = [...run.states.values()].find(({ type }) => type === "trigger");
      step = { event: run.kind === "call" ? "incomingCall" : "incomingMessage" };
    }
    run.at = undefined;
    for (let count = 0; state && step?.event !== undefined && count < widgetLimit; count++) {
      const next = run.states.get(nextOf(state, step.event, run.context) ?? "");
      if (!next) break;
      state = next;
      const work = this.#work(run, state, params);
      const widget = Object.hasOwn(widgets, state.type) ? widgets[state.type] : undefined;
      if (!widget) {
        work.alert({
          code: 81022,
          detail: `widget ${state.name} is of type ${state.type}, which is not emulated`,
        });
        break;
      }
      step = await widget.enter(work);
      twiml += step.twiml ?? "";
      if (step.event === undefined) run.at = state.name;
    }
    return twiml;
  }

  #work(run: Run, { name, properties }: State, params: Record<string, string>): Work {
    const { accountSid, context } = run;
    const network = this.#network();
    const fill = (text: string) => render(text, context);
    return {
      kind: run.kind,
      render: fill,
      text: (property) => {
        const value = properties[property];
        return value === undefined || value === null ? "" : fill(String(value));
      },
      property: (property) => properties[property],
      address(event) {
        const base = `https://${studioHost}/v1/Accounts/${accountSid}/Flows/${context.flow.sid}`;
        return event === undefined ? base : `${base}?FlowEvent=${event}`;
      },
      keep: (values) => {
        context.widgets[name] = { ...context.widgets[name], ...values };
      },
      setVariable: (variable, value) => {
        context.flow.variables[variable] = value;
      },
      send(body, to, from) {
        const message = {
          accountSid,
          body,
          to: to || context.contact.channel.address,
          from: from || context.flow.channel.address,
        };
        return body !== "" && network.sendMessage(message) !== undefined;
      },
      ask({ method, url, body, contentType }) {
        const { headers } = signedRequest(network.authToken(accountSid), method, url, {});
        const sent = method === "GET" ? {} : { body };
        return network.fetch({ method, url, headers: { ...headers, "content-type": contentType }, ...sent });
      },
      alert: (alert) => this.#alert(run, alert, params),
    };
  }

  #alert({ accountSid, sid }: Run, alert: Alert, { CallSid, MessageSid }: Record<string, string>): void {
    const network = this.#network();
    network.recordAlert({
      sid: network.sid("NO"),
      accountSid,
      resourceSid: CallSid ?? MessageSid ?? sid,
      code: alert.code,
      level: alertLevel(alert.code),
      text: alertText(alert),
      at: network.now(),
    });
  }
}

function begin(
  accountSid: string,
  sid: string,
  { states }: z.infer<typeof definitionSchema>,
  params: Record<string, string>,
): Run {
  const kind = params.CallSid === undefined ? "message" : "call";
  return {
    accountSid,
    sid,
    kind,
    states: new Map(states.map((state) => [state.name, state])),
    context: {
      trigger: { [kind]: params },
      widgets: {},
      flow: { sid, variables: {}, channel: { address: params.To ?? "" } },
      contact: { channel: { address: params.From ?? "" } },
    },
  };
}

/** How the condition of a split compares. https://www.twilio.com/docs/studio/widget-library/split-based-on */
const comparisons: Record<string, (value: string, wanted: string) => boolean> = {
  equal_to: (value, wanted) => value.toLowerCase() === wanted.toLowerCase(),
  not_equal_to: (value, wanted) => value.toLowerCase() !== wanted.toLowerCase(),
  matches_any_of: (value, wanted) =>
    wanted.split(",").some((one) => one.trim().toLowerCase() === value.toLowerCase()),
  does_not_match_any_of: (value, wanted) =>
    !wanted.split(",").some((one) => one.trim().toLowerCase() === value.toLowerCase()),
  is_blank: (value) => value === "",
  is_not_blank: (value) => value !== "",
  regex: (value, wanted) => safely(wanted)?.test(value) ?? false,
  contains: (value, wanted) => value.toLowerCase().includes(wanted.toLowerCase()),
  does_not_contain: (value, wanted) => !value.toLowerCase().includes(wanted.toLowerCase()),
  starts_with: (value, wanted) => value.toLowerCase().startsWith(wanted.toLowerCase()),
  does_not_start_with: (value, wanted) => !value.toLowerCase().startsWith(wanted.toLowerCase()),
  less_than: (value, wanted) => Number(value) < Number(wanted),
  greater_than: (value, wanted) => Number(value) > Number(wanted),
};

function safely(pattern: string): RegExp | undefined {
  try {
    return new RegExp(pattern);
  } catch {
    return undefined;
  }
}

/** Where an event leads: of several conditions to the first that holds. */
function nextOf({ transitions }: State, event: string, context: Context): string | undefined {
  const held = transitions.find(
    ({ conditions }) =>
      conditions?.length &&
      conditions.every(({ type, arguments: [argument = ""], value }) =>
        comparisons[type]?.(render(argument, context).trim(), render(value, context)),
      ),
  );
  if (held) return held.next;
  const isSplit = transitions.some(({ conditions }) => conditions?.length);
  return transitions.find((one) => one.event === (isSplit ? "noMatch" : event))?.next;
}
