import { ownerOfMain } from "../../dialplan/clients.ts";
import { phoneOf } from "../../dialplan/directory.ts";
import { languages } from "../../dialplan/menu-state.ts";
import { keysOf, placesOf, soundsOf } from "../../dialplan/menu-tree.ts";
import { operatorAddresses } from "../../functions/shared/operator/operator.ts";
import { type Call, incomingCall, numbersOf, phoneCall } from "./call.ts";
import { describe } from "./describe.ts";
import { type Answer, Functions } from "./functions.ts";
import { dialledSamples } from "./samples.ts";
import type { Version } from "./version.ts";

/** Something that can be asked of every version of the data. */
export interface Question {
  /** Who does it: a phone, a caller from outside, a menu. */
  who: string;
  /** What they do. */
  what: string;
  /** @returns nothing if nobody can do so in this version */
  ask(version: Version): Outcome | undefined;
}

/** Something that questions are asked about, and that a version may not have. */
export interface Subject {
  /** What it is. If that has changed, every answer may have: they are not worth a word. */
  is: Question;
  questions: Question[];
}

export interface Outcome {
  /** What follows, in a line. */
  readonly text: string;
  /** The TwiML that is answered, or what else it is that follows; more than one if chance decides. */
  exactly: string[];
}

const somebody = "+12065550123";

/**
 * Every question whose answer can change with the data: every phone dials something of every kind, every number is called,
 * every key is pressed in every menu.
 */
export function subjectsOf(versions: readonly Version[]): Subject[] {
  const all = <T>(of: (version: Version) => Iterable<T>): T[] => [
    ...new Set(versions.flatMap((version) => [...of(version)])),
  ];
  const dialled = dialledSamples(versions);
  const phones = all(({ directory }) => Object.keys(directory.phones));
  const numbers = all((version) => numbersOf(version).keys());
  const contexts = all(({ menus }) => Object.keys(menus.contexts));
  const mailboxes = all(({ menus }) => Object.keys(menus.mailboxes));
  const environments = all(({ environments }) => Object.keys(environments));
  return [
    ...phones.map((phone) => phoneSubject(phone, dialled)),
    ...numbers.map((number) => ({ is: numberQuestion(number), questions: [] })),
    ...contexts.map((context) => menuSubject(context, environments)),
    ...environments.map((environment) => ({ is: operatorQuestion(environment), questions: [] })),
    ...mailboxes.map((name) => ({ is: mailboxQuestion(name), questions: [] })),
  ];
}

/** Every call of a phone. Its own number, which most of them show, is told once. */
function phoneSubject(extension: string, dialled: string[]): Subject {
  const is: Question = {
    who: extension,
    what: "is a phone",
    ask({ directory }) {
      const phone = phoneOf(directory, extension);
      return phone && fact(`of ${phone.environment}, with the number ${phone.callerId}`);
    },
  };
  const questions = dialled.map(
    (to): Question => ({
      who: extension,
      what: `dials ${to}`,
      ask(version) {
        const phone = phoneOf(version.directory, extension);
        return phone && outcome(version, phoneCall(version, extension, phone, to), phone.callerId);
      },
    }),
  );
  return { is, questions };
}

function numberQuestion(number: string): Question {
  return {
    who: "a caller from outside",
    what: `calls ${number}`,
    ask(version) {
      const environment = numbersOf(version).get(number);
      return environment === undefined
        ? undefined
        : outcome(version, incomingCall(somebody, number, environment));
    },
  };
}

/** What a menu says when it is entered, and where each key leads, for phones and for callers from outside. */
function menuSubject(context: string, environments: string[]): Subject {
  const is: Question = {
    who: context,
    what: "is a menu",
    ask: ({ menus }) => (Object.hasOwn(menus.contexts, context) ? fact("of the network's own") : undefined),
  };
  const callers = environments.flatMap((environment) =>
    environment === ownerOfMain ? [{ environment }, { environment, outside: true }] : [{ environment }],
  );
  const questions = callers.flatMap((caller) =>
    languages.flatMap((language) =>
      ["", ..."0123456789*#"].map(
        (key): Question => ({
          who: `a ${caller.outside ? "caller from outside" : "phone"} of ${caller.environment}`,
          what: `${key === "" ? "enters" : `presses ${key} in`} the menu ${context} (${language})`,
          ask(version) {
            const extension = caller.outside ? "" : somePhone(version, caller.environment);
            if (extension === undefined || !Object.hasOwn(version.menus.contexts, context)) return undefined;
            const at: Record<string, string> = key === "" ? {} : { at: "menu", Digits: key };
            const first = { path: "/menu", params: { context, language, extension, ...at } };
            return outcome(version, { environment: caller.environment, first });
          },
        }),
      ),
    ),
  );
  return { is, questions };
}

/** Answers in menus depend on the phone that calls only by its number. */
function somePhone({ directory: { phones } }: Version, environment: string): string | undefined {
  return Object.keys(phones).find((extension) => phones[extension]?.environment === environment);
}

function operatorQuestion(environment: string): Question {
  return {
    who: `a caller of ${environment}`,
    what: "waits for the operator",
    ask({ menus, directory, environments }) {
      const variables = environments[environment];
      if (!menus.operator || !variables) return undefined;
      const { hold, message, timeout } = menus.operator;
      const rings = operatorAddresses(menus, { variables, directory }).join(", ") || "nobody";
      const sounds = hold.flatMap(soundsOf).map((name) => JSON.stringify(menus.sounds[name]));
      return fact(`rings ${rings} for ${timeout} s, then mailbox ${message}; hears ${sounds.join(", ")}`);
    },
  };
}

function mailboxQuestion(name: string): Question {
  return {
    who: "a caller",
    what: `leaves a message in ${name}`,
    ask({ menus: { mailboxes, sounds, messageRetentionDays: days } }) {
      const mailbox = Object.hasOwn(mailboxes, name) ? mailboxes[name] : undefined;
      if (!mailbox) return undefined;
      const { say, notify } = mailbox;
      const kept = days === "forever" ? "for ever" : `for ${days} days`;
      return fact(
        `hears ${JSON.stringify(sounds[say])}; texts ${notify.join(", ") || "nobody"}; is kept ${kept}`,
      );
    },
  };
}

const fact = (text: string): Outcome => ({ text, exactly: [text] });

/**
 * The answer, or each of those that chance decides between.
 * @param own the caller's own number, which is left out of what is compared
 */
function outcome(
  version: Version,
  { environment, first }: Pick<Call, "environment" | "first">,
  own?: string,
): Outcome {
  let chanceDecides = false;
  const answerAt = (chance: number): Answer => {
    const functions = new Functions(version, environment, () => {
      chanceDecides = true;
      return chance;
    });
    const answer = functions.ask(first);
    if (!answer) throw new Error(`${first.path} decides on no call`);
    return answer;
  };
  const usual = answerAt(0);
  const answers = [usual, ...(chanceDecides ? chancesOf(version).map(answerAt) : [])];
  return {
    get text() {
      return [...new Set(answers.map((answer) => describe(answer, own)))].join(", or ");
    },
    exactly: [...new Set(answers.map((answer) => without(own, exact(answer))))],
  };
}

/** Chances by which everything that may be chosen is: one of eight keys where there is friction, and of what the file lists. */
function chancesOf({ menus: { contexts } }: Version): number[] {
  const lists = Object.values(contexts).flatMap((context) => [
    ...(context.intro ?? []).map(soundsOf),
    ...keysOf(context).map(([, { to }]) => placesOf(to)),
  ]);
  const most = Math.max(8, ...lists.map(({ length }) => length));
  return Array.from({ length: most }, (_, index) => index / most);
}

const exact = ({ rule, decision, twiml }: Answer) => `${JSON.stringify({ rule, decision })}\n${twiml}`;

function without(own: string | undefined, text: string): string {
  return own === undefined ? text : text.replaceAll(own, "OWN").replaceAll(encodeURIComponent(own), "OWN");
}
