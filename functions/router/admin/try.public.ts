import { inWords, Routing } from "../../../systems/router/routes.ts";
import { answerAdmin, Refused } from "../../shared/router/admin.ts";
import { draftOf } from "../../shared/router/draft.ts";
import { namesIn, reachOf } from "../../shared/router/routing.ts";
import type { Handler } from "../../shared/runtime/runtime.ts";

/** Loaded when there is a route to answer with. */
const response = () => import("../../shared/router/response.ts");

/** What a call to `to` would be answered with by a draft: by which route, and with which TwiML. Calls nobody. */
export const handler: Handler = (context, event, callback) =>
  answerAdmin("admin/try", context, event, callback, async () => {
    const names = namesIn(event.to, event.from);
    if (!names) throw new Refused(400, "invalid", "Say what is called: to, a number or a SIP address.");
    const reach = reachOf(context);
    const { place, route } = new Routing(await draftOf(context, event), reach).find(names.called);
    if (Array.isArray(route)) throw new Error(inWords(route));
    const { routeResponse } = await response();
    return { address: names.called, place, route, twiml: routeResponse(route, names, reach).toString() };
  });
