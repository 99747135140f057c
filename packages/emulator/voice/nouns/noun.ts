import type { Alert } from "../alerts.ts";
import type { Flow } from "../call/flow.ts";
import type { LegPlan } from "../call/leg.ts";
import type { HttpMethod } from "../network.ts";
import { type Attributes, method, readAttributes, someOf, text, type Values } from "../twiml/attribute.ts";
import type { Element } from "../twiml/element.ts";

/** Whom a noun of `Dial` reaches, and what happens on the way. */
export interface Destination {
  /** Works out what will happen when it is dialled, without telling anybody yet. */
  plan(flow: Flow, callerId: string | undefined): Promise<LegPlan>;
  /** Who is told how the leg gets on. */
  progress: Progress | undefined;
  /** TwiML that the called party hears before they are connected. */
  screening: { url: string; method: HttpMethod } | undefined;
}

/** Events of a leg. https://www.twilio.com/docs/voice/twiml/number#attributes-status-callback-event */
export const progressEvents = ["initiated", "ringing", "answered", "completed"] as const;
export type ProgressEvent = (typeof progressEvents)[number];

/** A subscription to a leg's events. */
export interface Progress {
  url: string;
  method: HttpMethod;
  events: readonly ProgressEvent[];
}

/** A noun that may stand in `Dial`. */
export interface Noun {
  name: string;
  /** Checks an element of this name. */
  read(element: Element, report: (alert: Alert) => void): Destination;
}

/** What a noun is made of: attributes of its own beside those that all have, and whom it reaches. */
export interface NounDefinition<A extends Attributes> {
  name: string;
  attributes: A;
  /** Elements that may stand in it. */
  nested?: readonly string[];
  plan(noun: NounUse<A>, flow: Flow, callerId: string | undefined): Promise<LegPlan> | LegPlan;
}

/** One use of a noun. */
export interface NounUse<A extends Attributes> {
  attributes: Values<A>;
  text: string;
  children: Element[];
}

const common = {
  url: text(),
  method: method(),
  statusCallback: text(),
  statusCallbackMethod: method(),
  statusCallbackEvent: someOf(progressEvents, ["completed"]),
};

/** Makes a noun for the table of nouns. */
export function defineNoun<A extends Attributes>(definition: NounDefinition<A>): Noun {
  const { name, nested = [] } = definition;
  return {
    name,
    read(element, report) {
      const values = readAttributes(element, { ...common, ...definition.attributes }, report);
      const { url, method, statusCallback, statusCallbackMethod, statusCallbackEvent } = values as Values<
        typeof common
      >;
      for (const child of element.children) {
        if (!nested.includes(child.name)) {
          report({ code: 12200, detail: `<${name}> takes no <${child.name}>` });
        }
      }
      const use = { attributes: values as Values<A>, text: element.text, children: element.children };
      return {
        plan: async (flow, callerId) => definition.plan(use, flow, callerId),
        progress:
          statusCallback === undefined
            ? undefined
            : { url: statusCallback, method: statusCallbackMethod, events: statusCallbackEvent },
        screening: url === undefined ? undefined : { url, method },
      };
    },
  };
}
