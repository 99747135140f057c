import { expect, it } from "vitest";
import { checkMenus } from "./check-menus.ts";
import { clientsSchema } from "./clients.ts";
import type { MenusFile } from "./menus.ts";

const sounds = { hello: { en: "Hello.", es: "Hola." } };
const entry = (to: NonNullable<NonNullable<MenusFile["contexts"][string]["entries"]>[number]>["to"]) => ({
  say: "hello",
  to,
});
const dialPlan = {
  countries: ["US" as const],
  types: ["FIXED_LINE_OR_MOBILE" as const, "TOLL_FREE" as const],
  timeLimit: 3600,
  dailyMinutes: 240,
  patience: 400,
  services: {},
};
const clients = clientsSchema.parse({
  main: { number: "+15035550100" },
  clients: { corner: { callerId: "+15035550101", context: "street", emergency: "relay" } },
});

/** What is wrong with these menus, one `path: message` each. */
function wrong(file: Partial<MenusFile>): string[] {
  const whole = { sounds, contexts: {}, mailboxes: {}, messageRetentionDays: 90, ...file };
  return checkMenus(whole, { clients, dialPlan, sounds: ["/chime.wav"] }).map(
    ({ path, message }) => `${path}: ${message}`,
  );
}

it("menus that name what is there are right", () => {
  const operator = { operators: ["corner", "+15035550191"], hold: ["hello"], timeout: 60, message: "office" };
  const mailboxes = { office: { say: "hello", notify: [] } };
  const contexts = {
    incoming: { intro: ["hello"], nextContext: "top" },
    top: {
      parent: "top",
      entries: [
        entry({ extension: "corner" }),
        entry({ message: "office" }),
        entry({ number: "+15035551212" }),
      ],
      keys: { "0": { to: "operator" as const } },
    },
  };
  expect(wrong({ contexts, operator, mailboxes })).toEqual([]);
});

it("whatever is named and is not there is told with its place, and what it may have meant", () => {
  const contexts = {
    street: {
      parent: "stret",
      before: { friction: "helo" },
      intro: ["welcome", { random: ["hello", "hullo"] }],
      entries: [
        entry({ context: "stret" }),
        entry({ message: "office" }),
        entry({ extension: "cornr" }),
        entry("operator"),
        { say: "bye", to: { random: [{ context: "street" }, { context: "nowhere" }] } },
      ],
    },
  };
  expect(wrong({ contexts })).toEqual([
    'contexts.street.parent: there is no context "stret"; did you mean "street"?',
    'contexts.street.before.friction: there is no sound "helo"; did you mean "hello"?',
    'contexts.street.intro.0: there is no sound "welcome"; add it to sounds',
    'contexts.street.intro.1: there is no sound "hullo"; did you mean "hello"?',
    'contexts.street.entries.0.to: there is no context "stret"; did you mean "street"?',
    'contexts.street.entries.1.to: there is no mailbox "office"; add it to mailboxes',
    'contexts.street.entries.2.to: there is no phone "cornr"; did you mean "corner"?',
    "contexts.street.entries.3.to: leads to the operator, and there is none; add operator",
    'contexts.street.entries.4.say: there is no sound "bye"; add it to sounds',
    'contexts.street.entries.4.to: there is no context "nowhere"; add it to contexts',
  ]);
});

it("a sound that is not uploaded is told, with the name its file must have", () => {
  expect(wrong({ sounds: { a: { play: "/chim.wav" }, b: { en: "b", es: { play: "/tune.mp3" } } } })).toEqual([
    'sounds.a.play: there is no public sound /chim.wav; did you mean "/chime.wav"?',
    "sounds.b.es.play: there is no public sound /tune.mp3; add tune.public.mp3 to the folder of this file",
  ]);
});

it("intros that go round in circles, and contexts that lead nowhere, are told", () => {
  const contexts = {
    a: { nextContext: "b" },
    b: { nextContext: "a" },
    c: { nextContext: "a" },
    d: { intro: ["hello"] },
  };
  expect(wrong({ contexts })).toEqual([
    "contexts.d: leads nowhere; give it entries, keys or a nextContext",
    "contexts.a.nextContext: never comes to an end: a -> b -> a; break the circle",
    "contexts.b.nextContext: never comes to an end: b -> a -> b; break the circle",
  ]);
});

it("a way through the menus that is an emergency number is told", () => {
  const contexts = {
    top: { keys: { "9": { to: { context: "intro" } } } },
    intro: { intro: ["hello"], nextContext: "second" },
    second: { entries: [entry({ context: "third" })] },
    third: { entries: [entry({ context: "top" })] },
  };
  expect(wrong({ contexts })).toEqual([
    "contexts.top: has the way 9-1-1, which is an emergency call; give 9 another key",
  ]);
});

it("numbers that may not be called, or are the network's own, are told; so are dial tones for callers from outside", () => {
  const contexts = {
    incoming: {
      entries: [
        entry({ number: "+19005551212" }),
        entry({ number: "+15035550101" }),
        entry({ number: "+15035550100" }),
        entry({ context: "inner" }),
      ],
      keys: { "4": { to: { context: "inner" } } },
    },
    inner: { entries: [entry("dial-tone")] },
  };
  expect(wrong({ contexts })).toEqual([
    "contexts.incoming.keys.4: is the key of entry 4 already; take another, or remove the entry",
    expect.stringMatching(/^contexts\.incoming\.entries\.0\.to: is a number that the dial plan refuses \(/),
    'contexts.incoming.entries.1.to: is the number of a phone of the network; write { "extension": "corner" }',
    "contexts.incoming.entries.2.to: is the main number; name a context instead",
    "contexts.inner: gives callers from outside a dial tone (key 1), at your expense; lead them elsewhere",
  ]);
});
