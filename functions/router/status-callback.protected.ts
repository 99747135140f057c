import { studioFlow } from "../../systems/router/urls.ts";
import { routerVariables } from "../../systems/router/variables.ts";
import { namesIn, routeOf } from "../shared/router/routing.ts";
import { answerElsewhere, type Context, type Event, type Handler } from "../shared/runtime/runtime.ts";

/**
 * Hears how a call to the router's SIP domain ended, and sends Twilio on to the Studio flow that had it: a flow that
 * does not hear of the end of a call goes on waiting.
 * {@link https://www.twilio.com/docs/studio/user-guide/get-started#call-and-message-webhooks}
 */
export const handler: Handler = (context, event, callback) => {
  const url = flowOf(context, event);
  if (url === undefined) return callback(null, "");
  answerElsewhere(callback, url);
};

function flowOf(context: Context, { To, From, Direction }: Event): string | undefined {
  const names = namesIn(To, From);
  if (!names || Direction !== "inbound") return undefined;
  try {
    const { route } = routeOf(context, names.called);
    if (Array.isArray(route) || route.type !== "webhook") return undefined;
    const { ACCOUNT_SID } = routerVariables.parse(context);
    return studioFlow(route.destination)?.account === ACCOUNT_SID ? route.destination : undefined;
  } catch (error) {
    console.error("status-callback:", error instanceof Error ? error.message : "failed");
    return undefined;
  }
}
