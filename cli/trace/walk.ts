import { type Element, parseXml } from "@dialer/emulator/twiml";
import type { Answer, Functions, Request } from "./functions.ts";
import { type Summary, summarise } from "./summary.ts";

/** One request of a call, and its answer. */
export interface Step extends Answer, Summary {
  /** Path and query that our TwiML gave. */
  asked: string;
  /** Keys that the caller had pressed; empty: waited for keys and pressed none. Left out: was not asked. */
  keys?: string;
}

/** As many requests are followed: a menu may lead to itself. */
const longest = 100;

/**
 * Follows a call from its first request from function to function, until it rings, waits, ends, or keys are waited for
 * and there are none left.
 * @param keys pressed one group after the other; a group is what is pressed without a pause, an empty one is silence
 * @returns the steps, and the groups that nobody waited for
 */
export function walk(functions: Functions, first: Request, keys: readonly string[] = []) {
  const left = [...keys];
  const steps: Step[] = [];
  let next: Asked | undefined = { path: first.path, query: "", pressed: undefined };
  while (next && steps.length < longest) {
    const { path, query, pressed }: Asked = next;
    const params = { ...first.params, ...Object.fromEntries(new URLSearchParams(query)), ...pressed };
    const answer = functions.ask({ path, params });
    if (!answer) break;
    steps.push({
      asked: query === "" ? path : `${path}?${query}`,
      ...(pressed && { keys: `${pressed.Digits}${pressed.FinishedOnKey ?? ""}` }),
      ...answer,
      ...summarise(answer.twiml),
    });
    next = following(parseXml(answer.twiml).children, left);
  }
  return { steps, unused: left };
}

interface Asked {
  path: string;
  query: string;
  /** What a `Gather` adds. {@link https://www.twilio.com/docs/voice/twiml/gather#action} */
  pressed: { Digits: string; FinishedOnKey?: string } | undefined;
}

/** What is asked next, once the caller has pressed keys. */
function following(verbs: Element[], keys: string[]): Asked | undefined {
  for (const { name, attributes, text } of verbs) {
    if (name === "Redirect") return asked(text, undefined);
    if (name !== "Gather") continue;
    const pressed = press(attributes, keys);
    if (!pressed) return undefined;
    if (pressed.Digits !== "" || pressed.FinishedOnKey || attributes.actionOnEmptyResult === "true")
      return asked(attributes.action ?? "", pressed);
  }
  return undefined;
}

function asked(url: string, pressed: Asked["pressed"]): Asked {
  const [path = "", query = ""] = url.split("?");
  return { path, query, pressed };
}

/** Takes as many keys as are waited for; the rest of a group is left for the next question. */
function press({ numDigits, finishOnKey = "#" }: Element["attributes"], keys: string[]): Asked["pressed"] {
  const group = keys.shift();
  if (group === undefined) return undefined;
  const most = Math.min(group.length, numDigits === undefined ? group.length : Number(numDigits));
  const end = finishOnKey === "" ? -1 : group.slice(0, most).indexOf(finishOnKey);
  const taken = end < 0 ? most : end;
  const rest = group.slice(end < 0 ? most : end + 1);
  if (rest !== "") keys.unshift(rest);
  return { Digits: group.slice(0, taken), ...(end >= 0 && { FinishedOnKey: finishOnKey }) };
}
