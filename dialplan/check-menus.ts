import type { ClientsFile } from "./clients.ts";
import { incomingContext } from "./decision.ts";
import type { DialPlan } from "./dial-plan.ts";
import { didYouMean } from "./did-you-mean.ts";
import { keysOf, placesOf, soundsOf } from "./menu-tree.ts";
import {
  type Destination,
  type MenuContext,
  type MenusFile,
  menusFile,
  type Sound,
  type Statement,
} from "./menus.ts";
import { metadataOf } from "./metadata.ts";
import { refusalOf } from "./numbers.ts";
import type { Problem } from "./problems.ts";

/** What menus refer to outside their own file. */
export interface MenuSurroundings {
  /** Left out if that file is wrong itself: whoever refers to it is not to blame. */
  clients?: ClientsFile | undefined;
  dialPlan?: DialPlan | undefined;
  /** URL paths of the public sounds that are uploaded. */
  sounds: string[];
}

/** What a schema cannot say of menus: that everything they name is there, and that nobody walks in circles. */
export function checkMenus(
  file: MenusFile,
  around: MenuSurroundings,
  malformed: Set<string> = new Set(),
): Problem[] {
  const check: Check = { file, around, malformed };
  return [
    ...Object.entries(file.sounds).flatMap(([name, sound]) => checkSound(check, name, sound)),
    ...Object.entries(file.contexts).flatMap(([name, context]) => checkContext(check, name, context)),
    ...Object.entries(file.mailboxes).flatMap(([name, { say }]) =>
      checkName(check, `mailboxes.${name}.say`, say, "sounds"),
    ),
    ...checkOperator(check),
    ...checkIntros(check),
    ...checkEmergencyPaths(check),
    ...checkDialTones(check),
  ];
}

interface Check {
  file: MenusFile;
  around: MenuSurroundings;
  malformed: Set<string>;
}

const problem = (path: string, message: string): Problem => ({ file: menusFile, path, message });

/** How each section calls one of its entries. */
const nouns = { sounds: "sound", contexts: "context", mailboxes: "mailbox" } as const;

function checkName(
  { file, malformed }: Check,
  path: string,
  name: string,
  section: keyof typeof nouns,
): Problem[] {
  const known = Object.keys(file[section]);
  if (known.includes(name) || malformed.has(name)) return [];
  const hint = didYouMean(name, known) || `; add it to ${section}`;
  return [problem(path, `there is no ${nouns[section]} "${name}"${hint}`)];
}

function checkSound({ around }: Check, name: string, sound: Sound): Problem[] {
  const parts = "play" in sound ? { play: sound } : sound;
  return Object.entries(parts).flatMap(([language, part]) => {
    if (typeof part === "string" || around.sounds.includes(part.play)) return [];
    const path = language === "play" ? `sounds.${name}.play` : `sounds.${name}.${language}.play`;
    const file = part.play.slice(1).replace(/\.(\w+)$/, ".public.$1");
    const hint = didYouMean(part.play, around.sounds) || `; add ${file} to the folder of this file`;
    return [problem(path, `there is no public sound ${part.play}${hint}`)];
  });
}

function checkStatements(check: Check, path: string, statements: Statement[]): Problem[] {
  return statements.flatMap((statement, index) =>
    soundsOf(statement).flatMap((sound) => checkName(check, `${path}.${index}`, sound, "sounds")),
  );
}

function checkContext(check: Check, name: string, context: MenuContext): Problem[] {
  const path = `contexts.${name}`;
  const { parent, before, intro = [], nextContext, entries = [], keys = {} } = context;
  const keyed = keysOf(context);
  const doubled = Object.keys(keys).filter((key) => Number(key) >= 1 && Number(key) <= entries.length);
  const silent = before && "maintenance" in before ? false : keyed.length === 0 && nextContext === undefined;
  return [
    ...(silent ? [problem(path, "leads nowhere; give it entries, keys or a nextContext")] : []),
    ...(nextContext !== undefined && keyed.length > 0
      ? [
          problem(
            `${path}.nextContext`,
            "is never left by a key, so its entries are of no use; remove one of them",
          ),
        ]
      : []),
    ...(parent === undefined ? [] : checkName(check, `${path}.parent`, parent, "contexts")),
    ...(nextContext === undefined ? [] : checkName(check, `${path}.nextContext`, nextContext, "contexts")),
    ...(before === undefined
      ? []
      : Object.entries(before).flatMap(([kind, sound]: [string, string]) =>
          checkName(check, `${path}.before.${kind}`, sound, "sounds"),
        )),
    ...checkStatements(check, `${path}.intro`, intro),
    ...doubled.map((key) =>
      problem(`${path}.keys.${key}`, `is the key of entry ${key} already; take another, or remove the entry`),
    ),
    ...entries.flatMap(({ say, to }, index) => [
      ...checkName(check, `${path}.entries.${index}.say`, say, "sounds"),
      ...checkDestination(check, `${path}.entries.${index}.to`, to),
    ]),
    ...Object.entries(keys).flatMap(([key, { say, to }]) => [
      ...(say === undefined ? [] : checkName(check, `${path}.keys.${key}.say`, say, "sounds")),
      ...checkDestination(check, `${path}.keys.${key}.to`, to),
    ]),
  ];
}

function checkDestination(check: Check, path: string, destination: Destination): Problem[] {
  const { file } = check;
  return placesOf(destination).flatMap((place) => {
    if (place === "dial-tone") return [];
    if (place === "operator")
      return file.operator ? [] : [problem(path, "leads to the operator, and there is none; add operator")];
    if ("context" in place) return checkName(check, path, place.context, "contexts");
    if ("message" in place) return checkName(check, path, place.message, "mailboxes");
    return "number" in place
      ? checkNumber(check, path, place.number)
      : checkExtension(check, path, place.extension);
  });
}

function checkNumber({ around: { clients, dialPlan } }: Check, path: string, number: string): Problem[] {
  if (number === clients?.main.number) return [problem(path, "is the main number; name a context instead")];
  const owner = Object.entries(clients?.clients ?? {}).find(([, { callerId }]) => callerId === number)?.[0];
  if (owner)
    return [problem(path, `is the number of a phone of the network; write { "extension": "${owner}" }`)];
  const refusal = dialPlan && refusalOf(number, { ...dialPlan, metadata: metadataOf(dialPlan.countries) });
  return refusal ? [problem(path, `is a number that the dial plan refuses (${refusal}); name another`)] : [];
}

function checkExtension({ around: { clients } }: Check, path: string, extension: string): Problem[] {
  if (!clients) return [];
  const known = Object.keys(clients.clients);
  return known.includes(extension)
    ? []
    : [
        problem(
          path,
          `there is no phone "${extension}"${didYouMean(extension, known) || "; add it to clients.json"}`,
        ),
      ];
}

function checkOperator(check: Check): Problem[] {
  const { operator } = check.file;
  if (!operator) return [];
  return [
    ...operator.operators.flatMap((each, index) => {
      const path = `operator.operators.${index}`;
      return each.startsWith("+") ? checkNumber(check, path, each) : checkExtension(check, path, each);
    }),
    ...checkStatements(check, "operator.hold", operator.hold),
    ...checkName(check, "operator.message", operator.message, "mailboxes"),
  ];
}

/** An intro that leads back to itself never ends: no caller comes to a key. */
function checkIntros({ file: { contexts } }: Check): Problem[] {
  return Object.keys(contexts).flatMap((name) => {
    const seen = [name];
    for (let next = contexts[name]?.nextContext; next !== undefined; next = contexts[next]?.nextContext) {
      if (next === name)
        return [
          problem(
            `contexts.${name}.nextContext`,
            `never comes to an end: ${[...seen, name].join(" -> ")}; break the circle`,
          ),
        ];
      if (seen.includes(next)) return [];
      seen.push(next);
    }
    return [];
  });
}

/** Keys 9-1-1 and 9-3-3 are emergency calls, also slowly: they must not be a way through the menus. */
function checkEmergencyPaths({ file: { contexts } }: Check): Problem[] {
  const listening = (name: string, seen: string[] = []): string =>
    seen.includes(name) ? name : listening(contexts[name]?.nextContext ?? name, [...seen, name]);
  const behind = (name: string, key: string): string[] => {
    const entry = keysOf(contexts[name] ?? {}).find(([each]) => each === key)?.[1];
    return (entry ? placesOf(entry.to) : []).flatMap((place) =>
      typeof place === "object" && "context" in place ? [listening(place.context)] : [],
    );
  };
  const hasKey = (name: string, key: string) => keysOf(contexts[name] ?? {}).some(([each]) => each === key);
  return Object.keys(contexts).flatMap((name) =>
    ["1", "3"].flatMap((key) =>
      behind(name, "9")
        .flatMap((second) => behind(second, key))
        .filter((third) => hasKey(third, key))
        .map(() =>
          problem(
            `contexts.${name}`,
            `has the way 9-${key}-${key}, which is an emergency call; give 9 another key`,
          ),
        ),
    ),
  );
}

/** Callers from outside come to the menu of the main number, and may not dial on at the network's expense. */
function checkDialTones({ file: { contexts } }: Check): Problem[] {
  const reached = new Set<string>();
  const visit = (name: string): void => {
    const context = contexts[name];
    if (!context || reached.has(name)) return;
    reached.add(name);
    for (const next of [context.parent, context.nextContext]) if (next !== undefined) visit(next);
    for (const [, { to }] of keysOf(context))
      for (const place of placesOf(to))
        if (typeof place === "object" && "context" in place) visit(place.context);
  };
  visit(incomingContext);
  return [...reached].flatMap((name) =>
    keysOf(contexts[name] ?? {})
      .filter(([, { to }]) => placesOf(to).includes("dial-tone"))
      .map(([key]) =>
        problem(
          `contexts.${name}`,
          `gives callers from outside a dial tone (key ${key}), at your expense; lead them elsewhere`,
        ),
      ),
  );
}
