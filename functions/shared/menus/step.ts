import VoiceResponse from "twilio/lib/twiml/VoiceResponse.js";
import { phoneVerdict } from "../../../dialplan/decision.ts";
import { phoneOf } from "../../../dialplan/directory.ts";
import type { MenuStep } from "../../../dialplan/menu-step.ts";
import type { Menus } from "../../../dialplan/menu-tree.ts";
import { connect } from "../calls/connect.ts";
import type { Network } from "../calls/network.ts";
import { enqueueTwiml } from "../operator/operator.ts";
import type { Context, Event } from "../runtime/runtime.ts";
import { hangUpTwiml, listenTwiml } from "./twiml.ts";
import { domainIn, menuUrl } from "./url.ts";

type OrdinaryStep = Exclude<MenuStep, { action: "emergency" }>;

export interface StepArgs {
  context: Context;
  event: Event;
  menus: Menus;
  /** Asked for only where phones are dialled: menus work without. */
  network: () => Network;
}

/** The answer to a call in the menus whose next step is known, and is no emergency call. */
export function stepTwiml(step: OrdinaryStep, { context, event, menus, network }: StepArgs): VoiceResponse {
  const domain = domainIn(event);
  const voice = new VoiceResponse();
  const { state } = step;
  const { extension, language } = state;
  const from = { extension, domain };
  const told = { domainName: context.DOMAIN_NAME, trail: state.trail };

  switch (step.action) {
    case "listen":
      return listenTwiml(step, menus, domain);

    case "hang-up":
      return hangUpTwiml(step.prompts, state, menus, domain);

    case "record": {
      const { mailbox } = step;
      const caller = extension || String(event.From ?? "");
      const about = new URLSearchParams({ mailbox, caller, trail: state.trail });
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
        menuUrl({ extension, language, trail: state.trail }, domain, "/sip-outgoing", {
          number: step.digits,
        }),
      );
      return voice;

    case "dial-extension": {
      const { variables, directory } = network();
      const callerId = phoneOf(directory, extension)?.callerId;
      const view = { environment: variables.ENVIRONMENT, directory };
      const verdict = phoneVerdict(step.extension, view, callerId);
      if (!verdict) return hangUpTwiml([{ word: "unavailable" }], state, menus, domain);
      const status = extension
        ? ({ direction: "outgoing", extensions: [extension], language } as const)
        : ({ direction: "incoming", extensions: [step.extension], language } as const);
      return connect(verdict, { variables, status, ...from, ...told });
    }

    case "forward": {
      const { variables } = network();
      const status = { direction: "incoming", extensions: [state.context], language } as const;
      const { timeLimit } = menus;
      return connect(
        { action: "dial-number", numbers: [step.number], timeLimit },
        { variables, status, ...told },
      );
    }
  }
}
