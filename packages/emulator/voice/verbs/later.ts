import { TwimlError } from "../twiml/twiml-error.ts";
import type { Verb } from "../twiml/verb.ts";

/**
 * A verb of Twilio's that the emulator does not run yet. It is refused by name: a call that went on without
 * it would look as if it had worked.
 */
export const later = (name: string): Verb => ({
  name,
  read() {
    throw new TwimlError(12400, `<${name}> is not emulated yet`);
  },
});
