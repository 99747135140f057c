import type VoiceResponse from "twilio/lib/twiml/VoiceResponse.js";
import type { EmergencyRefusal, Refusal } from "../../../dialplan/decision.ts";
import { type Language, languages } from "../../../dialplan/menu-state.ts";
import { voices } from "../menus/words.ts";

/** Why a call ends otherwise than its caller hoped. */
type Why = Refusal | EmergencyRefusal | "emergency-failed" | "call-failed" | "out-of-order";

/** What callers hear then. */
const sayings: Record<Why, Record<Language, string>> = {
  "emergency-refused-by-entry": {
    en: "This telephone cannot call emergency services. Please use another telephone right away.",
    es: "Desde este teléfono no se puede llamar a los servicios de emergencia. Por favor use otro teléfono de inmediato.",
  },
  "emergency-refused-on-test-environment": {
    en: "This is a test telephone. It cannot call emergency services. Please use another telephone right away.",
    es: "Este es un teléfono de prueba. No puede llamar a los servicios de emergencia. Por favor use otro teléfono de inmediato.",
  },
  "emergency-failed": {
    en: "Your emergency call could not be connected. Please use another telephone right away.",
    es: "No se pudo conectar su llamada de emergencia. Por favor use otro teléfono de inmediato.",
  },
  "unknown-extension": {
    en: "This telephone is not known to the network.",
    es: "La red no conoce este teléfono.",
  },
  "caller-mismatch": {
    en: "This telephone is not set up correctly.",
    es: "Este teléfono no está bien configurado.",
  },
  "may-not-call": {
    en: "Calls cannot be made from this telephone.",
    es: "Desde este teléfono no se pueden hacer llamadas.",
  },
  "not-a-number": {
    en: "That is not a number. Please check it and dial again.",
    es: "Ese no es un número. Por favor revíselo y marque otra vez.",
  },
  "unknown-service": {
    en: "This service cannot be reached from this telephone.",
    es: "Este servicio no está disponible desde este teléfono.",
  },
  "number-not-in-service": {
    en: "This number is not in service.",
    es: "Este número no está en servicio.",
  },
  "country-not-allowed": {
    en: "Numbers in this country cannot be called from this telephone.",
    es: "Desde este teléfono no se puede llamar a números de este país.",
  },
  "number-invalid": {
    en: "There is no such number. Please check it and dial again.",
    es: "Ese número no existe. Por favor revíselo y marque otra vez.",
  },
  "type-not-allowed": {
    en: "Numbers of this kind cannot be called from this telephone.",
    es: "Desde este teléfono no se puede llamar a números de este tipo.",
  },
  "budget-spent": {
    en: "This telephone has used up its minutes for today. Emergency and toll-free numbers can still be called.",
    es: "Este teléfono ya usó sus minutos de hoy. Todavía se puede llamar a emergencias y a números gratuitos.",
  },
  "too-many-calls": {
    en: "Too many calls are being made from this telephone. Please try again in a moment.",
    es: "Se están haciendo demasiadas llamadas desde este teléfono. Por favor intente otra vez en un momento.",
  },
  "call-failed": {
    en: "Your call could not be connected.",
    es: "No se pudo conectar su llamada.",
  },
  "out-of-order": {
    en: "The telephone network is out of order. Please try again later.",
    es: "La red telefónica no funciona en este momento. Por favor intente más tarde.",
  },
};

/** Tells a caller why; in every language, one after the other, unless it is known which one they speak. */
export function sayWhy(speaker: Pick<VoiceResponse, "say">, why: Why, language?: Language): void {
  for (const each of language ? [language] : languages)
    speaker.say({ language: voices[each] }, sayings[why][each]);
}

/** Tells a caller why, and hangs up. */
export function turnAway(voice: VoiceResponse, why: Why, language?: Language): VoiceResponse {
  sayWhy(voice, why, language);
  voice.hangup();
  return voice;
}
