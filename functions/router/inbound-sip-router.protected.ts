import { inWords } from "../../systems/router/routes.ts";
import { routeResponse } from "../shared/router/response.ts";
import { namesIn, reachOf, routeOf } from "../shared/router/routing.ts";
import { answer, answerError, type Handler } from "../shared/runtime/runtime.ts";

/**
 * Answers a call to the router's SIP domain with the route of the address that is called. What cannot be routed is an
 * error: Twilio logs it, and the caller hears so from the fallback URL.
 */
export const handler: Handler = (context, event, callback) => {
  const names = namesIn(event.To, event.From);
  if (!names) return answerError(callback, 400, "To is missing: the SIP address or number that is called.");
  let problem: string;
  try {
    const found = routeOf(context, names.called);
    if (!Array.isArray(found.route))
      return answer(callback, routeResponse(found.route, names, reachOf(context)));
    problem = `the route of ${names.called} is wrong: ${inWords(found.route.map(({ path, message }) => ({ path: `${found.place}.${path}`, message })))}`;
  } catch (error) {
    problem = `the routes cannot be read: ${error instanceof Error ? error.message : "unknown error"}`;
  }
  console.error("inbound-sip-router:", problem);
  answerError(callback, 500, problem);
};
