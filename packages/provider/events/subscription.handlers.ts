import type { SubscriptionInstance } from "twilio/lib/rest/events/v1/subscription.js";
import { PAGE_SIZE, type TwilioClient } from "../client/connection.ts";
import { isGone, Uncertain } from "../client/errors.ts";
import { type Call, handlersOf } from "../lifecycle/handlers.ts";
import { marked, markIn, markOf, nameFor, unmarked } from "../lifecycle/mark.ts";
import { given } from "../properties/wire.ts";
import { Subscription } from "./subscription.ts";

/** How often types are looked at and changed while answers are lost. */
const ATTEMPTS = 4;

interface SubscribedType {
  type: string;
  schemaVersion?: number | undefined;
}

const tell = ({ sid, accountSid, description, sinkSid, dateCreated }: SubscriptionInstance) => ({
  inputs: { description: unmarked(description ?? ""), sinkSid },
  outputs: { sid, accountSid },
  createdAt: dateCreated,
  mark: markIn(description ?? ""),
});

const subscribed = ({ events }: TwilioClient, sid: string) => events.v1.subscriptions(sid).subscribedEvents;

/**
 * The types of a subscription in the order in which they were declared, the others behind. A version that nobody
 * declared is Twilio's to choose.
 */
async function typesOf(sid: string, declared: readonly SubscribedType[], { twilio }: Call) {
  const told = await subscribed(twilio, sid).list({ pageSize: PAGE_SIZE });
  const place = ({ type }: SubscribedType) => {
    const index = declared.findIndex((one) => one.type === type);
    return index < 0 ? declared.length : index;
  };
  return told
    .toSorted((one, other) => place(one) - place(other))
    .map(({ type, schemaVersion }) => {
      const known = declared.find((one) => one.type === type);
      return known && known.schemaVersion === undefined ? { type } : { type, schemaVersion };
    });
}

/** Adds, changes and removes types until they are as they should be. */
async function setTypes(
  sid: string,
  wanted: readonly SubscribedType[],
  before: readonly SubscribedType[],
  { twilio }: Call,
): Promise<void> {
  const all = subscribed(twilio, sid);
  for (const { type, schemaVersion } of wanted) {
    const known = before.find((one) => one.type === type);
    if (known === undefined) await all.create({ type, ...given({ schemaVersion }) });
    else if (schemaVersion !== undefined && schemaVersion !== known.schemaVersion)
      await all(type).update({ schemaVersion });
  }
  for (const { type } of before) {
    if (wanted.some((one) => one.type === type)) continue;
    await all(type)
      .remove()
      .catch((error: unknown) => {
        if (!isGone(error)) throw error;
      });
  }
}

/** Looks again, after a doubt, what is there. */
async function changeTypes(sid: string, wanted: readonly SubscribedType[], call: Call): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await setTypes(sid, wanted, await typesOf(sid, [], call), call);
    } catch (error) {
      if (!(error instanceof Uncertain) || attempt === ATTEMPTS) throw error;
    }
  }
}

export const subscriptionHandlers = handlersOf(Subscription, {
  within: [],
  sharesKey: true,
  markOf,
  async list(_, { twilio }) {
    return (await twilio.events.v1.subscriptions.list({ pageSize: PAGE_SIZE })).map(tell);
  },
  async fetch({ sid }, { twilio }) {
    return tell(await twilio.events.v1.subscriptions(sid).fetch());
  },
  /** Twilio lists the types of a subscription apart. */
  async complete(live, { types = [] }, { sid }, call) {
    return { ...live, inputs: { ...live.inputs, types: await typesOf(sid, types, call) } };
  },
  async create({ description = "", sinkSid, types }, call) {
    const parameters = {
      description: marked(description, markOf(call)),
      sinkSid,
      types: types.map(({ type, schemaVersion }) => given({ type, schema_version: schemaVersion })),
    };
    const live = tell(await call.twilio.events.v1.subscriptions.create(parameters));
    return { ...live, inputs: { ...live.inputs, types } };
  },
  async update({ sid }, { changes, inputs: { description = "", types }, state }, call) {
    if ("types" in changes) await changeTypes(sid, types, call);
    const subscription = call.twilio.events.v1.subscriptions(sid);
    const name = nameFor(description, state, call);
    const found = await subscription.fetch();
    const live = tell(found.description === name ? found : await subscription.update({ description: name }));
    return { ...live, inputs: { ...live.inputs, types } };
  },
  async delete({ sid }, _, { twilio }) {
    await twilio.events.v1.subscriptions(sid).remove();
  },
});
