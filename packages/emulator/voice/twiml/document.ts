import type { Alert } from "../alerts.ts";
import { verbs } from "../verbs/index.ts";
import { parseXml } from "./element.ts";
import { type Instruction, readVerbs } from "./verb.ts";

/** A TwiML document that can be executed. */
export interface Document {
  instructions: Instruction[];
  /** What Twilio warns of and goes on without: unknown verbs, wrong attributes. */
  warnings: Alert[];
}

/**
 * Reads TwiML for voice, https://www.twilio.com/docs/voice/twiml
 * Errors: `TwimlError` with Twilio's code when it cannot be executed.
 */
export function readDocument(source: string): Document {
  const warnings: Alert[] = [];
  const instructions = readVerbs(parseXml(source), verbs, (alert) => warnings.push(alert));
  return { instructions, warnings };
}
