/** In the order in which `*` goes through them; a call begins with the first. */
export const languages = ["en", "es"] as const;
export type Language = (typeof languages)[number];

export const menuPlaces = [
  "enter",
  "friction",
  "maintenance",
  "intro",
  "menu",
  "dial-tone",
  "message",
  "operator",
] as const;

/** Where in the menus a caller is. It travels in the URLs that we give Twilio. */
export interface MenuState {
  /**
   * What is heard: nothing yet, a key that must be pressed, notice of maintenance, an intro, the keys, a tone, a request
   * for a message; or the caller has just left the operator's queue.
   */
  at: (typeof menuPlaces)[number];
  context: string;
  language: Language;
  /** The phone that calls; empty: a call from outside. */
  extension: string;
  /** How often what is heard has been heard before. */
  round: number;
  /** The last keys, if they may be the beginning of an emergency number. */
  typed: string;
  /** Those of the typed keys that had no effect yet. */
  held: string;
  /** What was dialled so far at a dial tone. */
  digits: string;
  /** The key that lets the caller in, or the mailbox in which a message is left. */
  name: string;
  /** The menus the caller has been in, with commas between: for statistics. */
  trail: string;
}

/** The state of a call that has just come. */
export const beginning: MenuState = {
  at: "enter",
  context: "",
  language: languages[0],
  extension: "",
  round: 0,
  typed: "",
  held: "",
  digits: "",
  name: "",
  trail: "",
};
