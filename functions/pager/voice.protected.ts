import VoiceResponse from "twilio/lib/twiml/VoiceResponse.js";
import { pagerVariables } from "../../systems/pager/variables.ts";
import { answerOrApologise } from "../shared/calls/apologise.ts";
import { sayAndHangUp } from "../shared/calls/dial.ts";
import type { Handler } from "../shared/runtime/runtime.ts";

/** Answers a call to the pager: a person presses a key, and may leave a message. */
export const handler: Handler = (context, { To }, callback) => {
  return answerOrApologise("voice", callback, () => {
    const voice = new VoiceResponse();
    const { PAGER_PHONE } = pagerVariables.parse(context);
    if (To !== PAGER_PHONE) return sayAndHangUp(voice, "This number takes no calls. Goodbye.");
    const gather = voice.gather({ numDigits: 1, timeout: 8, action: "/record" });
    for (let round = 0; round < 2; round++) {
      gather.say("You have reached the pager of the team on call. To leave a message, press any key.");
      gather.pause({ length: 3 });
    }
    return sayAndHangUp(voice, "Nobody has been paged. Goodbye.");
  });
};
