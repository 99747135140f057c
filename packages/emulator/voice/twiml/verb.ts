import type { Alert } from "../alerts.ts";
import type { Flow, Next } from "../call/flow.ts";
import { type Attributes, readAttributes, type Values } from "./attribute.ts";
import type { Element } from "./element.ts";

/** A verb of a document, checked and ready to run. */
export interface Instruction {
  name: string;
  /** Attributes as written, for the trace. */
  written: Record<string, string>;
  /** Runs it in a call; `first` when it is the first verb of its document. */
  run(flow: Flow, first: boolean): Promise<Next>;
}

/** A verb that documents may use. */
export interface Verb {
  name: string;
  /**
   * Checks an element of this name. Reports what Twilio only warns of; throws `TwimlError` when it cannot
   * be run.
   */
  read(element: Element, report: (alert: Alert) => void): Instruction;
}

/** What a verb is made of: its attributes, what may stand in it, and what it does. */
export interface VerbDefinition<A extends Attributes, N> {
  name: string;
  attributes: A;
  /** Reads the elements inside; without it there may be none. */
  nested?: (element: Element, report: (alert: Alert) => void) => N[];
  run(verb: VerbUse<A, N>, flow: Flow): Promise<Next> | Next;
}

/** One use of a verb in a document. */
export interface VerbUse<A extends Attributes, N> {
  attributes: Values<A>;
  text: string;
  nested: N[];
  /** Whether it is the first verb of its document. */
  first: boolean;
}

/** Makes a verb for the table of verbs. */
export function defineVerb<A extends Attributes, N = never>(definition: VerbDefinition<A, N>): Verb {
  const { name, nested = noElements } = definition;
  return {
    name,
    read(element, report) {
      const attributes = readAttributes(element, definition.attributes, report);
      const content = { attributes, text: element.text, nested: nested(element, report) };
      return {
        name,
        written: element.attributes,
        run: async (flow, first) => definition.run({ ...content, first }, flow),
      };
    },
  };
}

/** Reads the elements inside one as verbs of a table; others are reported and left out. */
export function readVerbs(
  element: Element,
  verbs: Readonly<Record<string, Verb>>,
  report: (alert: Alert) => void,
  code: Alert["code"] = 12200,
): Instruction[] {
  return element.children.flatMap((child) => {
    const verb = Object.hasOwn(verbs, child.name) ? verbs[child.name] : undefined;
    if (verb) return [verb.read(child, report)];
    const known = Object.keys(verbs).join(", ");
    report({ code, detail: `<${child.name}> is not known in <${element.name}>; it takes ${known}` });
    return [];
  });
}

function noElements(element: Element, report: (alert: Alert) => void): never[] {
  for (const child of element.children) {
    report({ code: 12200, detail: `<${element.name}> takes no <${child.name}>` });
  }
  return [];
}
