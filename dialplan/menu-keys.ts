import { type EmergencyNumber, emergencyNumber } from "./emergency.ts";

/**
 * Emergency numbers among the keys that a caller presses in a menu. This file depends on nothing that can be missing,
 * slow or wrong, and nothing in it throws.
 */

const numbers: readonly EmergencyNumber[] = ["911", "933"];
/** As they are typed, also with a 9 in front, or 9 and 1. One that begins with 1 cannot be told from the key 1. */
const forms = numbers.flatMap((number) => [number, `9${number}`, `91${number}`]);

export interface HeardKeys {
  /** The emergency number that is complete now. */
  number?: EmergencyNumber;
  /** The last keys, if they may be the beginning of one; else empty. */
  pending: string;
}

/**
 * What became of the keys of an emergency number when more were pressed.
 * @param pending keys that were pressed before and may be the beginning of one
 */
export function listenForEmergency(pending: string, pressed: string): HeardKeys {
  const text = pending + pressed;
  const number = pressed === "" ? undefined : numbers.find((each) => text.endsWith(each));
  if (number) return { number, pending: "" };
  const start = [...text].findIndex((_, index) => forms.some((form) => form.startsWith(text.slice(index))));
  return { pending: start < 0 ? "" : text.slice(start) };
}

/** The emergency number that is complete now, wherever in the menus the keys are pressed. */
export function emergencyPressed(
  { at, typed, digits }: { at: string; typed: string; digits: string },
  pressed: string,
): EmergencyNumber | undefined {
  // At a dial tone 9-1-1 may be a part of a number.
  return at === "dial-tone"
    ? (emergencyNumber(digits + pressed) ?? emergencyNumber(typed + digits + pressed))
    : listenForEmergency(typed, pressed).number;
}
