import type VoiceResponse from "twilio/lib/twiml/VoiceResponse.js";
import { phoneVerdict } from "../../../dialplan/decision.ts";
import type { MenuState } from "../../../dialplan/menu-state.ts";
import type { Menus } from "../../../dialplan/menu-tree.ts";
import { phoneUris } from "../calls/dial.ts";
import type { Network } from "../calls/network.ts";
import { menuUrl } from "../menus/url.ts";
import type { Context } from "../runtime/runtime.ts";

/** Where operators are called: at their numbers, or as phones of this environment. One of another is registered elsewhere. */
export function operatorAddresses({ operator }: Menus, { variables, directory }: Network): string[] {
  return (operator?.operators ?? []).flatMap((each) => {
    if (each.startsWith("+")) return [each];
    const verdict = phoneVerdict(each, { environment: variables.ENVIRONMENT, directory });
    return verdict?.action === "dial-phones" ? phoneUris(verdict.phones, variables) : [];
  });
}

const prefix = "operator-";

/** The queue of an environment's operator; Twilio makes it when it is first used. */
export function queueName({ ENVIRONMENT }: Context): string {
  return `${prefix}${ENVIRONMENT}`;
}

/** Whether a queue is that of an environment's operator, whichever it is. */
export const isOperators = (queue: string): boolean => queue.startsWith(prefix);

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
