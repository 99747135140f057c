import type { Noun } from "../../nouns/noun.ts";
import { notFound, TwilioError } from "../../rest/errors.ts";
import * as generic from "../../rest/generic.ts";
import { type ApiRequest, textParameter } from "../../rest/request.ts";
import { rfc2822 } from "../../rest/shape.ts";
import type { Resource } from "../../store/index.ts";
import type { Voice } from "../voice.ts";

export const queueKind = "api/Queues";

/** https://www.twilio.com/docs/voice/api/queue-resource */
export const defaultQueueSize = 1000;

/** Queues, and the calls that wait in them. */
export const queueNouns = ({ switchboard: { queues } }: Voice): Noun[] => {
  /** Calls in a queue as resources, the front first. https://www.twilio.com/docs/voice/api/member-resource */
  const membersOf = ({ place }: ApiRequest): Resource[] => {
    const members = queues.members(place.parents.queue_sid ?? "");
    return members.map((member, index) => ({
      ...place,
      key: member.call.sid,
      properties: {
        call_sid: member.call.sid,
        date_enqueued: rfc2822(member.enqueuedAt),
        position: index + 1,
        wait_time: member.waited(),
      },
      hidden: {},
      created: member.enqueuedAt,
      updated: member.enqueuedAt,
      sequence: members.length - index,
    }));
  };
  return [
    {
      kind: queueKind,
      create(request, platform) {
        const name = textParameter(request, "FriendlyName") ?? "";
        if (generic.inPlace(request, "friendly_name", name, platform)) {
          throw new TwilioError(22003, `A queue named ${name} exists already`);
        }
        return generic.create(request, platform, {
          properties: { max_size: request.parameters.MaxSize ?? defaultQueueSize },
        });
      },
      delete(_, { store }, queue) {
        if (queues.members(queue.key).length > 0)
          throw new TwilioError(22002, `${queue.key} has calls in it`);
        store.delete(queue);
      },
      show({ key }) {
        const waits = queues.members(key).map((member) => member.waited());
        const sum = waits.reduce((total, wait) => total + wait, 0);
        return { current_size: waits.length, average_wait_time: Math.round(sum / (waits.length || 1)) };
      },
    },
    {
      kind: "api/Queues/Members",
      list: membersOf,
      fetch: (request) =>
        membersOf(request).find(
          ({ key }, index) => key === request.key || (request.key === "Front" && index === 0),
        ),
      update(request, _, member) {
        const url = textParameter(request, "Url") ?? "";
        const method = textParameter(request, "Method") === "GET" ? "GET" : "POST";
        const call = queues
          .members(member.parents.queue_sid ?? "")
          .find(({ call }) => call.sid === member.key)?.call;
        if (!call) throw notFound(request.path);
        call.redirect({ purpose: "redirect", method, url, params: {} });
        return member;
      },
    },
  ];
};
