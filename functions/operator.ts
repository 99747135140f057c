import type VoiceResponse from "twilio/lib/twiml/VoiceResponse.js";
import type { MenuState } from "../dialplan/menu-state.ts";
import { menuUrl } from "./menu-url.ts";
import type { Context } from "./runtime.ts";

/** The queue of an environment's operator; Twilio makes it when it is first used. */
export function queueName({ ENVIRONMENT }: Context): string {
  return `operator-${ENVIRONMENT}`;
}

/** Lets a caller wait for an operator. */
export function enqueueTwiml(
  voice: VoiceResponse,
  context: Context,
  state: MenuState,
  domain: unknown,
): VoiceResponse {
  voice.enqueue(
    {
      action: menuUrl(state, domain, "/operator-left"),
      waitUrl: menuUrl(state, domain, "/operator-wait"),
    },
    queueName(context),
  );
  return voice;
}
