import { randomInt } from "node:crypto";

const CLASSES = ["abcdefghijkmnpqrstuvwxyz", "ABCDEFGHJKLMNPQRSTUVWXYZ", "23456789"] as const;
const LENGTH = 24;

/**
 * Makes a password for a SIP credential: 24 letters and digits (more than 130 bits) with at least one of each class
 * that Twilio asks for, without those that are easily misread when they are typed into a phone.
 */
export function generatePassword(): string {
  const all = CLASSES.join("");
  const required = CLASSES.map(pick);
  const rest = Array.from({ length: LENGTH - required.length }, () => pick(all));
  return shuffle([...required, ...rest]).join("");
}

function pick(characters: string): string {
  return characters.charAt(randomInt(characters.length));
}

/** Puts each item into a place chosen by chance: every order is equally likely. */
function shuffle(items: string[]): string[] {
  const shuffled: string[] = [];
  for (const item of items) {
    shuffled.splice(randomInt(shuffled.length + 1), 0, item);
  }
  return shuffled;
}
