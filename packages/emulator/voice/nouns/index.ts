import { TwimlError } from "../twiml/twiml-error.ts";
import { Application } from "./application.ts";
import { Client } from "./client.ts";
import type { Noun } from "./noun.ts";
import { NumberNoun } from "./number.ts";
import { Sip } from "./sip.ts";

/** Nouns of https://www.twilio.com/docs/voice/twiml/dial that are still to come; refused by name. */
const toCome = ["Sim", "WhatsApp"];

/** Whom `Dial` can reach, by the name of the element. */
export const nouns: Readonly<Record<string, Noun>> = {
  ...Object.fromEntries(toCome.map((name) => [name, laterNoun(name)])),
  Application,
  Number: NumberNoun,
  Sip,
  Client,
};

function laterNoun(name: string): Noun {
  return {
    name,
    read() {
      throw new TwimlError(12400, `<${name}> in <Dial> is not emulated yet`);
    },
  };
}
