import VoiceResponse from "twilio/lib/twiml/VoiceResponse.js";
import { decideIncoming } from "../../dialplan/incoming.ts";
import { phoneUris, sayAndHangUp, statusUrl, trunkUri } from "../dial.ts";
import { networkOf } from "../network.ts";
import { answerOrApologise, type Context, type Event, type Handler } from "../runtime.ts";
import { sayings } from "../sayings.ts";

/** Answers a call from outside to one of the network's numbers. */
export const handler: Handler = (context, event, callback) => {
  answerOrApologise("sip-incoming", callback, () => respond(context, event));
};

function respond(context: Context, event: Event): VoiceResponse {
  const { variables, directory } = networkOf(context);
  const decision = decideIncoming(event, { environment: variables.ENVIRONMENT, directory });
  const voice = new VoiceResponse();

  switch (decision.action) {
    case "dial-phones": {
      const extensions = decision.phones.map(({ extension }) => extension);
      const dial = voice.dial({
        answerOnBridge: true,
        action: statusUrl({ direction: "incoming", extensions }),
      });
      for (const uri of phoneUris(decision.phones, variables)) dial.sip(uri);
      return voice;
    }

    case "dial-context": {
      const action = statusUrl({ direction: "incoming", extensions: [decision.context] });
      voice.dial({ answerOnBridge: true, action }).sip(trunkUri(decision, variables));
      return voice;
    }

    default:
      return sayAndHangUp(voice, sayings["number-not-in-service"]);
  }
}
