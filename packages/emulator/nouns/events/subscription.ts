import { z } from "zod";
import { notFound, TwilioError } from "../../rest/errors.ts";
import * as generic from "../../rest/generic.ts";
import { textParameter } from "../../rest/request.ts";
import type { Noun } from "../noun.ts";

export const subscriptionKind = "events/Subscriptions";
export const eventKind = `${subscriptionKind}/SubscribedEvents`;

const typesSchema = z
  .array(z.object({ type: z.string().regex(/^com\.twilio\./), schema_version: z.int().min(1).default(1) }))
  .min(1);

/** Which events a sink gets. https://www.twilio.com/docs/events/event-streams/subscription */
export const subscription: Noun = {
  kind: subscriptionKind,
  create(request, platform) {
    const { account } = request.place;
    const sink = textParameter(request, "SinkSid") ?? "";
    const found = platform.store.get({ kind: "events/Sinks", account, parents: {} }, sink);
    if (!found) throw notFound(`/v1/Sinks/${sink}`);
    if (found.properties.status !== "active")
      throw new TwilioError(20001, `Invalid parameter SinkSid: ${sink} is not active`);
    const { data: types, error } = typesSchema.safeParse(request.parameters.Types);
    if (error) throw new TwilioError(20001, `Invalid parameter Types: ${z.prettifyError(error)}`);
    const made = generic.create(request, platform);
    for (const type of types) {
      const place = { kind: eventKind, account, parents: { subscription_sid: made.key } };
      if (!platform.store.get(place, type.type))
        platform.store.add({ ...place, key: type.type, properties: type });
    }
    return made;
  },
};

/** A type of a subscription, by its name. https://www.twilio.com/docs/events/event-streams/subscribed-event-resource */
export const subscribedEvent: Noun = {
  kind: eventKind,
  create(request, platform) {
    const type = textParameter(request, "Type") ?? "";
    if (!type.startsWith("com.twilio."))
      throw new TwilioError(20001, `Invalid parameter Type: there is no event ${type}`);
    const schemaVersion = request.parameters.SchemaVersion ?? 1;
    return generic.create(request, platform, {
      key: type,
      properties: { type, schema_version: schemaVersion },
    });
  },
};
