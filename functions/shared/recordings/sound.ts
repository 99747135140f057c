import { answerBytes, answerJson, type Handler } from "../runtime/runtime.ts";
import { soundOf } from "../twilio/recordings.ts";
import { recordingOf } from "./sound-link.ts";

/** Gives the sound of a recording to whoever has its link: telephones, carriers and mail programs cannot sign as Twilio does. */
export const giveSound: Handler = async (context, event, callback) => {
  const recording = await recordingOf(context, event);
  if (!recording) return answerJson(callback, 404, { error: "This link is wrong or has expired." });
  try {
    answerBytes(callback, "audio/mpeg", await soundOf(context, recording));
  } catch (error) {
    console.error("sound:", error instanceof Error ? error.message : "failed");
    answerJson(callback, 502, { error: "The sound cannot be had at the moment, or is no longer kept." });
  }
};
