import type { Language } from "../../../dialplan/menu-state.ts";
import type { Word } from "../../../dialplan/menu-step.ts";

/** The language of `<Say>`. {@link https://www.twilio.com/docs/voice/twiml/say/text-speech} */
export const voices = { en: "en-US", es: "es-MX" } as const satisfies Record<Language, string>;

const digits: Record<Language, string[]> = {
  en: ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"],
  es: ["cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve"],
};

const words: Record<Language, Record<Exclude<Word, "press">, string>> = {
  en: {
    "not-a-number": "That is not a number. Please dial again.",
    unavailable: "This cannot be reached from here.",
    goodbye: "Goodbye.",
    thanks: "Thank you.",
    "nobody-there": "Nobody could take your call.",
  },
  es: {
    "not-a-number": "Ese no es un número. Por favor marque otra vez.",
    unavailable: "Desde aquí no se puede llegar a ese destino.",
    goodbye: "Adiós.",
    thanks: "Gracias.",
    "nobody-there": "Nadie pudo atender su llamada.",
  },
};

/** What is said, in a language. */
export function wordIn(language: Language, word: Word, key = ""): string {
  if (word !== "press") return words[language][word];
  const digit = digits[language][Number(key)] ?? key;
  return language === "es" ? `oprima ${digit}.` : `press ${digit}.`;
}
