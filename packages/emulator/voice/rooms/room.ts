import type { Alert } from "../alerts.ts";
import type { DialOptions } from "../call/dial.ts";
import type { Flow } from "../call/flow.ts";
import type { Element } from "../twiml/element.ts";

/** Where `Dial` brings a caller to meet others, instead of ringing somebody. */
export interface Room {
  /** Brings the caller in; gives the parameters of the action URL when they are out again. */
  enter(flow: Flow, options: DialOptions): Promise<Record<string, string>>;
}

/** A noun of `Dial` that names a room. */
export interface RoomNoun {
  name: string;
  /** Checks an element of this name. */
  read(element: Element, report: (alert: Alert) => void): Room;
}
