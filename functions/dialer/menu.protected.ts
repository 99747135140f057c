import VoiceResponse from "twilio/lib/twiml/VoiceResponse.js";
import { phoneVerdict } from "../../dialplan/decision.ts";
import { phoneOf } from "../../dialplan/directory.ts";
import { type MenuStep, pressKeys } from "../../dialplan/menu-step.ts";
import { connect } from "../connect.ts";
import { emergencyInMenu, outOfOrder } from "../menu-emergency.ts";
import { menuStateIn } from "../menu-state.ts";
import { hangUpTwiml, listenTwiml } from "../menu-twiml.ts";
import { domainIn, keysIn, menuUrl } from "../menu-url.ts";
import { menusOf } from "../menus.ts";
import { networkOf } from "../network.ts";
import { enqueueTwiml } from "../operator.ts";
import { answer, type Context, type Event, type Handler } from "../runtime.ts";

/** Answers a call that is in the menus: with what follows from where it was, and from the keys that were pressed. */
export const handler: Handler = (context, event, callback) => {
  const emergency = emergencyInMenu(context, event);
  if (emergency) return answer(callback, emergency);
  try {
    answer(callback, respond(context, event));
  } catch (error) {
    console.error("menu:", error instanceof Error ? error.message : "failed");
    answer(callback, outOfOrder(event));
  }
};

function respond(context: Context, event: Event): VoiceResponse {
  const menus = menusOf();
  const step = pressKeys(menuStateIn(event), keysIn(event), { menus, chance: Math.random });
  return stepTwiml(step, context, event);
}

function stepTwiml(step: MenuStep, context: Context, event: Event): VoiceResponse {
  const menus = menusOf();
  const domain = domainIn(event);
  const voice = new VoiceResponse();
  const { state } = step;
  const { extension } = state;
  const from = { extension, domain };
  const told = { domainName: context.DOMAIN_NAME, trail: state.trail };

  switch (step.action) {
    case "listen":
      return listenTwiml(step, menus, domain);

    case "hang-up":
      return hangUpTwiml(step.prompts, state, menus, domain);

    case "record": {
      const { mailbox } = step;
      const about = new URLSearchParams({ mailbox, trail: state.trail });
      voice.record({
        maxLength: 180,
        timeout: 5,
        action: menuUrl(state, domain),
        recordingStatusCallback: `/message-recorded?${about}`,
      });
      // Nothing was said.
      voice.redirect(menuUrl({ ...state, round: 2 }, domain));
      return voice;
    }

    case "queue":
      return enqueueTwiml(voice, context, state, domain);

    case "dial":
      voice.redirect(
        menuUrl({ extension, trail: state.trail }, domain, "/sip-outgoing", { number: step.digits }),
      );
      return voice;

    case "dial-extension": {
      const { variables, directory } = networkOf(context);
      const callerId = phoneOf(directory, extension)?.callerId;
      const view = { environment: variables.ENVIRONMENT, directory };
      const verdict = phoneVerdict(step.extension, view, callerId);
      if (!verdict) return hangUpTwiml([{ word: "unavailable" }], state, menus, domain);
      const status = extension
        ? ({ direction: "outgoing", extensions: [extension] } as const)
        : ({ direction: "incoming", extensions: [step.extension] } as const);
      return connect(verdict, { variables, status, ...from, ...told });
    }

    case "forward": {
      const { variables } = networkOf(context);
      const status = { direction: "incoming", extensions: [state.context] } as const;
      const { timeLimit } = menus;
      return connect(
        { action: "dial-number", numbers: [step.number], timeLimit },
        { variables, status, ...told },
      );
    }

    case "emergency":
      return outOfOrder(event);
  }
}
