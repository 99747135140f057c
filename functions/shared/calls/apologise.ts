import VoiceResponse from "twilio/lib/twiml/VoiceResponse.js";
import { answer, type Callback } from "../runtime/runtime.ts";
import { turnAway } from "./sayings.ts";

/** Answers with what `respond` gives; if it fails, the caller hears that the network is out of order. */
export async function answerOrApologise(
  name: string,
  callback: Callback,
  respond: () => VoiceResponse | Promise<VoiceResponse>,
): Promise<void> {
  let voice: VoiceResponse;
  try {
    voice = await respond();
  } catch (error) {
    console.error(`${name}:`, error instanceof Error ? error.message : "failed");
    voice = turnAway(new VoiceResponse(), "out-of-order");
  }
  answer(callback, voice);
}
