import { beginning, type Language, languages, type MenuState } from "../../../dialplan/menu-state.ts";
import type { Event } from "../runtime/runtime.ts";

/**
 * The URL at which a call goes on from somewhere in the menus.
 * @param domain the SIP domain over which the caller calls
 * @param more parameters that are no part of that
 */
export function menuUrl(
  state: Partial<MenuState>,
  domain: unknown,
  path = "/menu",
  more: Record<string, string> = {},
): string {
  const unsaid: Record<string, unknown> = { ...beginning };
  const said = Object.entries({ ...state, domain, ...more })
    .filter(([key, value]) => value !== undefined && value !== "" && value !== unsaid[key])
    .map(([key, value]): [string, string] => [key, String(value)]);
  return `${path}?${new URLSearchParams(said)}`;
}

/** The SIP domain over which the caller calls; Twilio says it in the first request, our URLs in the others. */
export function domainIn({ SipDomain, domain }: Event): unknown {
  return SipDomain ?? domain;
}

/** The language that a caller has chosen in a menu; the first one if they have not. */
export function languageIn({ language }: Event): Language {
  return languages.find((each) => each === language) ?? languages[0];
}

/** The keys that a caller has pressed; empty if none. */
export function keysIn({ Digits, FinishedOnKey }: Event): string {
  if (typeof Digits === "string" && /^[0-9*#]+$/.test(Digits)) return Digits;
  return FinishedOnKey === "#" ? "#" : "";
}
