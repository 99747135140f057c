import { operatorContext } from "./decision.ts";
import type { EmergencyNumber } from "./emergency.ts";
import { emergencyPressed, listenForEmergency } from "./menu-keys.ts";
import { languages, type MenuState } from "./menu-state.ts";
import { keysOf, type Menus, placesOf, soundsOf } from "./menu-tree.ts";
import type { Destination, Statement } from "./menus.ts";

/** Words that belong to the telephone itself, in every language. */
export type Word = "press" | "not-a-number" | "unavailable" | "goodbye" | "thanks" | "nobody-there";

/** Something that is heard. Pauses in seconds. */
export type Prompt = { sound: string } | { word: Word; key?: string } | { tone: true } | { pause: number };

/** What happens next in a menu. */
export type MenuStep =
  /** Prompts are heard while keys are waited for: up to so many, and so many seconds after the prompts or a key. */
  | { action: "listen"; prompts: Prompt[]; keys: number; seconds: number; state: MenuState }
  | { action: "emergency"; number: EmergencyNumber; state: MenuState }
  /** A phone dials, as if it had dialled in the first place. */
  | { action: "dial"; digits: string; state: MenuState }
  | { action: "dial-extension"; extension: string; state: MenuState }
  /** A caller from outside is connected with an outside number. */
  | { action: "forward"; number: string; state: MenuState }
  | { action: "record"; mailbox: string; state: MenuState }
  | { action: "queue"; state: MenuState }
  | { action: "hang-up"; prompts: Prompt[]; state: MenuState };

/** What steps follow from, beside state and keys. */
export interface MenuView {
  menus: Menus;
  /** From 0 to below 1, anew each time. */
  chance: () => number;
}

const secondsPerPrompt = 2;
const rounds = 10;
/** How often a key that lets in, or a number, may be got wrong. */
const tries = 3;
/** Seconds in which the next digit of a number must come. */
const patience = 3;
/** The same, when the last digit of an emergency number may be what comes. */
const morePatience = 8;
/** As many menus are remembered. */
const trailLength = 10;

/** The beginning of a menu. */
function enterMenu(state: MenuState, context: string, view: MenuView): MenuStep {
  const found = Object.hasOwn(view.menus.contexts, context) ? view.menus.contexts[context] : undefined;
  const trail = [...state.trail.split(",").filter(Boolean), context].slice(-trailLength).join(",");
  const at: MenuState = { ...state, context, round: 0, held: "", digits: "", name: "", trail };
  if (!found) return context === operatorContext ? queue(at, view) : hangUp(at, { word: "unavailable" });
  if (found.before && "maintenance" in found.before) return hear({ ...at, at: "maintenance" }, view);
  // 9 and 0 are not asked for: the one may be an emergency, the other is what impatient people press.
  if (found.before)
    return hear({ ...at, at: "friction", name: String(1 + Math.floor(view.chance() * 8)) }, view);
  return open(at, view);
}

/**
 * What follows when a caller has pressed keys, or none.
 *
 * 9-1-1 is an emergency call wherever it is pressed. So after a 9 the next key is waited for in silence, and after a 1
 * the last one. When none comes, they are the keys they are in the menu, and still remembered: until a menu was heard
 * to its end and nothing was pressed, the rest may follow.
 */
export function pressKeys(state: MenuState, keys: string, view: MenuView): MenuStep {
  const number = emergencyPressed(state, keys);
  if (number) return { action: "emergency", number, state };
  if (state.at === "dial-tone") return dialTone(state, keys, view);
  const { pending } = listenForEmergency(state.typed, keys);
  if (pending && keys !== "") {
    const held = (state.held + keys).slice(-pending.length);
    const seconds = /9[13]$/.test(pending) ? morePatience : patience;
    const silently = { prompts: [], keys: 1, seconds };
    return { action: "listen", ...silently, state: { ...state, typed: pending, held } };
  }
  const known = Object.hasOwn(view.menus.contexts, state.context) || state.context === operatorContext;
  if (!known) return hangUp(state, { word: "unavailable" });
  if (state.at === "enter") return enterMenu(state, state.context, view);
  if (keys !== "") return apply({ ...state, typed: "", held: "" }, state.held + keys, view);
  const { held } = state;
  return held ? apply({ ...state, held: "" }, held, view) : silence({ ...state, typed: "" }, view);
}

/** The effect of one key after the other, until one leads out of the menus. */
function apply(state: MenuState, keys: string, view: MenuView): MenuStep {
  let step = press(state, keys.slice(0, 1), view);
  for (const key of keys.slice(1)) {
    if (step.action !== "listen" || step.state.at === "dial-tone") return step;
    step = press(step.state, key, view);
  }
  return step;
}

function press(state: MenuState, key: string, view: MenuView): MenuStep {
  const context = view.menus.contexts[state.context];
  // Any key ends a recording.
  if (state.at === "message" && state.round > 0) return silence(state, view);
  if (key === "*") {
    const next = languages[(languages.indexOf(state.language) + 1) % languages.length] ?? languages[0];
    return hear({ ...state, language: next }, view);
  }
  if (key === "#") return enterMenu(state, context?.parent ?? state.context, view);
  switch (state.at) {
    case "friction":
      return key === state.name ? open(state, view) : silence(state, view);
    case "intro": {
      const next = afterIntro(state, view);
      return next.action === "listen" && next.state.at === "menu" ? press(next.state, key, view) : next;
    }
    case "menu": {
      const entry = keysOf(context ?? {}).find(([each]) => each === key)?.[1];
      return entry ? go(state, entry.to, view) : silence(state, view);
    }
    default:
      return silence(state, view);
  }
}

/** What follows when nothing was pressed, or nothing that has a meaning. */
function silence(state: MenuState, view: MenuView): MenuStep {
  const again = { ...state, round: state.round + 1 };
  switch (state.at) {
    case "friction":
      return again.round < tries ? hear(again, view) : hangUp(state, { word: "goodbye" });
    case "intro":
      return afterIntro(state, view);
    case "message":
      return state.round === 0
        ? { action: "record", mailbox: state.name, state: again }
        : afterMessage(state, view);
    case "operator":
      return queue(state, view);
    case "menu":
      return again.round < rounds ? hear(again, view) : hangUp(state, { word: "goodbye" });
    default:
      return hangUp(state, { word: "goodbye" });
  }
}

function open(state: MenuState, view: MenuView): MenuStep {
  const intro = view.menus.contexts[state.context]?.intro ?? [];
  const at: MenuState = { ...state, round: 0, name: "" };
  return intro.length > 0 ? hear({ ...at, at: "intro" }, view) : afterIntro(at, view);
}

function afterIntro(state: MenuState, view: MenuView): MenuStep {
  const next = view.menus.contexts[state.context]?.nextContext;
  return next ? enterMenu(state, next, view) : hear({ ...state, at: "menu", round: 0 }, view);
}

function go(state: MenuState, destination: Destination, view: MenuView): MenuStep {
  const place = pick(placesOf(destination), view);
  if (place === undefined) return hangUp(state, { word: "unavailable" });
  if (place === "operator") return queue(state, view);
  if (place === "dial-tone") {
    // Whoever calls from outside would dial at the network's expense.
    return state.extension === ""
      ? hangUp(state, { word: "unavailable" })
      : hear({ ...state, at: "dial-tone", round: 0, digits: "" }, view);
  }
  if ("context" in place) return enterMenu(state, place.context, view);
  if ("extension" in place) return { action: "dial-extension", extension: place.extension, state };
  if ("message" in place) return askForMessage(state, place.message, view);
  const { number } = place;
  return state.extension === ""
    ? { action: "forward", number, state }
    : { action: "dial", digits: number, state };
}

/** Asks for a message in a mailbox. */
export function askForMessage(state: MenuState, mailbox: string, view: MenuView): MenuStep {
  return hear({ ...state, at: "message", round: 0, name: mailbox }, view);
}

/** Back to the menu, with thanks if something was recorded: then the round is 1, else 2. */
function afterMessage(state: MenuState, view: MenuView): MenuStep {
  const thanks: Prompt[] = state.round === 1 ? [{ word: "thanks" }] : [];
  if (keysOf(view.menus.contexts[state.context] ?? {}).length === 0)
    return hangUp(state, ...thanks, { word: "goodbye" });
  const step = hear({ ...state, at: "menu", round: 0 }, view);
  return step.action === "listen" ? { ...step, prompts: [...thanks, ...step.prompts] } : step;
}

function queue(state: MenuState, { menus }: MenuView): MenuStep {
  if (!menus.operator) return hangUp(state, { word: "unavailable" });
  return { action: "queue", state: { ...state, at: "operator", round: 0 } };
}

/** What is heard where the caller is, while keys are waited for. */
function hear(state: MenuState, view: MenuView): MenuStep {
  const { menus } = view;
  const context = menus.contexts[state.context] ?? {};
  const listen = (prompts: Prompt[], seconds = 1, keys = 1): MenuStep => ({
    action: "listen",
    prompts,
    seconds,
    keys,
    state,
  });
  switch (state.at) {
    case "friction": {
      const sound =
        context.before && "friction" in context.before ? [{ sound: context.before.friction }] : [];
      return listen([...sound, { word: "press", key: state.name }], 5);
    }
    case "maintenance":
      return listen(
        context.before && "maintenance" in context.before ? [{ sound: context.before.maintenance }] : [],
      );
    case "intro":
      return listen((context.intro ?? []).map((statement) => chosen(statement, view)));
    case "dial-tone":
      return listen([{ tone: true }], 5, 3);
    case "message": {
      const say = menus.mailboxes[state.name]?.say;
      return listen(say === undefined ? [] : [{ sound: say }]);
    }
    case "operator":
      return listen([], patience);
    case "enter":
    case "menu": {
      const prompts = keysOf(context).flatMap(([key, { say }]): Prompt[] =>
        say === undefined ? [] : [{ pause: secondsPerPrompt }, { sound: say }, { word: "press", key }],
      );
      // The pause after the last prompt is the time that keys are waited for.
      return listen(prompts.slice(1), secondsPerPrompt);
    }
  }
}

/** Sounds that a statement is this time. */
export function chosen(statement: Statement, view: MenuView): Prompt {
  return { sound: pick(soundsOf(statement), view) ?? "" };
}

function pick<T>(among: readonly T[], { chance }: MenuView): T | undefined {
  return among[Math.floor(chance() * among.length)];
}

/**
 * Takes digits until they are a number: three tell an emergency number or a service; a number has ten, eleven after a
 * 1; one abroad ends with # or a pause.
 */
function dialTone(state: MenuState, keys: string, view: MenuView): MenuStep {
  const digits = state.digits + keys;
  if (keys === "#" || keys.includes("*")) return enterMenu(state, state.context, view);
  const length = lengthOf(digits, view);
  if (state.digits === "" && digits.length === 3 && length > 3) {
    const listen = { prompts: [], keys: length - 3, seconds: patience };
    return { action: "listen", ...listen, state: { ...state, digits } };
  }
  const abroad = /^(011|00)\d{7,}$/.test(digits);
  if (digits.length === length || abroad || digits === "0") return { action: "dial", digits, state };
  return toneAgain(state, digits, view);
}

/** How many digits a number has that begins like this. */
function lengthOf(digits: string, { menus }: MenuView): number {
  if (menus.services.includes(digits)) return 3;
  if (/^(011|00)/.test(digits)) return 18;
  return digits.startsWith("1") ? 11 : 10;
}

/** When digits were no number, or none came. They may be the beginning of 9-1-1, typed slowly: then nothing is said. */
function toneAgain(state: MenuState, digits: string, view: MenuView): MenuStep {
  const round = state.round + 1;
  if (round >= tries) return enterMenu({ ...state, typed: "" }, state.context, view);
  const text = state.typed + digits;
  const typed = digits !== "" && listenForEmergency("", text).pending === text ? text : "";
  const step = hear({ ...state, digits: "", typed, round }, view);
  return step.action === "listen" && digits !== "" && typed === ""
    ? { ...step, prompts: [{ word: "not-a-number" }, ...step.prompts] }
    : step;
}

function hangUp(state: MenuState, ...prompts: Prompt[]): MenuStep {
  return { action: "hang-up", prompts, state };
}
