import VoiceResponse from "twilio/lib/twiml/VoiceResponse.js";
import { tellTeam } from "../reports/team.ts";
import { answer, type Handler } from "../runtime/runtime.ts";

/** Tells the team that somebody has dialled 911 where it cannot be. The caller has heard to use another telephone. */
export const tellOfRefusal: Handler = async (context, { extension }, callback) => {
  const at = new Date().toISOString();
  const text = `Emergency call REFUSED to 911 from ${extension} at ${at}: the caller was told to use another telephone`;
  await tellTeam("emergency-refused", context, text);
  const voice = new VoiceResponse();
  voice.hangup();
  answer(callback, voice);
};
