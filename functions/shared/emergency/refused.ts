import VoiceResponse from "twilio/lib/twiml/VoiceResponse.js";
import { languages } from "../../../dialplan/menu-state.ts";
import { sayWhy } from "../calls/sayings.ts";
import { tellTeam } from "../reports/team.ts";
import { answer, type Handler } from "../runtime/runtime.ts";

/**
 * Tells the team that somebody has dialled 911 where it cannot be. The caller has heard to use another telephone, and hears it
 * in the other language.
 */
export const tellOfRefusal: Handler = async (context, { extension }, callback) => {
  const at = new Date().toISOString();
  const text = `Emergency call REFUSED to 911 from ${extension} at ${at}: the caller was told to use another telephone`;
  await tellTeam("emergency-refused", context, text);
  const voice = new VoiceResponse();
  for (const language of languages.slice(1)) sayWhy(voice, "emergency-refused-by-entry", language);
  voice.hangup();
  answer(callback, voice);
};
