import { z } from "zod";
import type { Platform } from "../../platform.ts";
import { TwilioError } from "../../rest/errors.ts";
import * as generic from "../../rest/generic.ts";
import { type ApiRequest, textParameter } from "../../rest/request.ts";
import type { Json, Resource } from "../../store/index.ts";
import type { Noun } from "../noun.ts";
import { subscriptionKind } from "./subscription.ts";

export const sinkKind = "events/Sinks";

const webhook = z.object({
  destination: z.url({ protocol: /^https?$/ }),
  method: z.enum(["GET", "POST"]),
  batch_events: z.boolean().default(true),
});
const anything = z.record(z.string(), z.unknown());

/**
 * Where events go. A webhook is active at once; other sinks wait for a test event to be confirmed, which nobody does
 * here. A sink that a subscription uses stays. https://www.twilio.com/docs/events/event-streams/sink-resource
 */
export const sink: Noun = {
  kind: sinkKind,
  create(request, platform) {
    const isWebhook = textParameter(request, "SinkType") === "webhook";
    return generic.create(request, platform, {
      properties: {
        sink_configuration: configurationOf(request, isWebhook),
        status: isWebhook ? "active" : "initialized",
      },
    });
  },
  delete(_, platform, resource) {
    const [user] = usersOf(resource, platform);
    if (user) throw new TwilioError(20409, `Conflict: ${resource.key} is used by subscription ${user.key}`);
    platform.store.delete(resource);
  },
  *list(request, platform) {
    const inUse = request.parameters.InUse;
    for (const one of platform.store.collection(request.place)) {
      if (inUse === undefined || inUse === usersOf(one, platform).length > 0) yield one;
    }
  },
};

function configurationOf({ parameters }: ApiRequest, isWebhook: boolean): Json {
  const { data, error } = (isWebhook ? webhook : anything).safeParse(parameters.SinkConfiguration);
  if (error) throw new TwilioError(20001, `Invalid parameter SinkConfiguration: ${z.prettifyError(error)}`);
  return z.json().parse(data) as Json;
}

const usersOf = ({ key, account }: Resource, { store }: Platform) =>
  store.where(subscriptionKind, "sink_sid", key).filter((one) => one.account === account);
