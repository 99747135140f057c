import type { Noun } from "../nouns/noun.ts";
import type { Platform } from "../platform.ts";
import { TwilioError } from "../rest/errors.ts";
import { type ApiRequest, textParameter } from "../rest/request.ts";
import { text } from "../store/index.ts";
import type { NewMessage } from "./message.ts";
import { type Messages, messageKind } from "./messages.ts";

/** Characters of a body at most. */
const longestBody = 1600;

/** Numbers that mean something to Twilio's test credentials: https://www.twilio.com/docs/iam/test-credentials */
const magicTo = {
  "+15005550001": 21211,
  "+15005550002": 21612,
  "+15005550003": 21408,
  "+15005550004": 21610,
  "+15005550009": 21614,
} as const;
const magicFrom = { "+15005550001": 21212, "+15005550007": 21606, "+15005550008": 21611 } as const;
const magicSender = "+15005550006";

/** Messages that an account sends, and reads. https://www.twilio.com/docs/messaging/api/message-resource */
export const messageNoun = (messages: Messages): Noun => ({
  kind: messageKind,
  missing: { To: 21604 },
  create(request, platform) {
    const sendAt = sendAtOf(request, platform);
    const to = recipientOf(request);
    const service = textParameter(request, "MessagingServiceSid");
    const body = textParameter(request, "Body") ?? "";
    const mediaUrls = [request.parameters.MediaUrl ?? []].flat().map(String);
    if (body === "" && mediaUrls.length === 0 && !textParameter(request, "ContentSid"))
      throw new TwilioError(21619);
    if (body.length > longestBody) throw new TwilioError(21617);
    const from = senderOf(request, platform, service);
    if (messages.isOptedOut(from, to)) throw new TwilioError(21610);
    const statusCallback = textParameter(request, "StatusCallback");
    const message: NewMessage = {
      accountSid: request.account.key,
      from,
      to,
      body,
      mediaUrls,
      direction: "outbound-api",
      depth: 0,
      ...(service ? { messagingServiceSid: service } : {}),
      ...(statusCallback ? { statusCallback: { url: statusCallback, method: "POST" } } : {}),
    };
    return sendAt === undefined ? messages.send(message) : messages.schedule(message, sendAt);
  },
  /** A body is cleared, or what has not been sent yet is canceled. */
  update(request, { store }, message) {
    if (textParameter(request, "Status") === "canceled") {
      const { status } = message.properties;
      if (status !== "scheduled" && status !== "accepted" && status !== "queued")
        throw new TwilioError(30409, `The message is ${status}: it cannot be canceled`);
      return store.update(message, { status: "canceled" });
    }
    const body = textParameter(request, "Body");
    if (body) throw new TwilioError(20001, "Invalid parameter Body: it can only be cleared");
    return body === undefined ? message : store.update(message, { body: "" });
  },
});

const minute = 60_000;
const day = 24 * 60 * minute;

/**
 * When a message is to be sent, if it is scheduled: 5 minutes to 35 days from now, through a messaging service.
 * https://www.twilio.com/docs/api/errors/35114
 */
function sendAtOf(request: ApiRequest, { clock }: Platform): number | undefined {
  const written = textParameter(request, "SendAt");
  if (request.parameters.ScheduleType === undefined && !written) return undefined;
  if (!written) throw new TwilioError(35111);
  if (!textParameter(request, "MessagingServiceSid")) throw new TwilioError(35118);
  const at = Date.parse(written);
  const ahead = at - clock.now();
  if (ahead < 5 * minute || ahead > 35 * day) throw new TwilioError(35114);
  return at;
}

function recipientOf(request: ApiRequest): string {
  const to = textParameter(request, "To") ?? "";
  if (to === "") throw new TwilioError(21604);
  if (!/^\+[1-9]\d{4,14}$/.test(to))
    throw new TwilioError(21211, `The 'To' number ${to} is not a valid phone number.`);
  if (Object.hasOwn(magicTo, to)) throw new TwilioError(magicTo[to as keyof typeof magicTo]);
  return to;
}

/** The number a message comes from: the one named, or the first one of the messaging service. */
function senderOf(request: ApiRequest, { store }: Platform, service: string | undefined): string {
  const from = textParameter(request, "From");
  if (!from && !service) throw new TwilioError(21603);
  if (!from) {
    const place = {
      kind: "messaging/Services/PhoneNumbers",
      account: request.account.key,
      parents: { service_sid: service ?? "" },
    };
    const sid = store.collection(place).oldest()?.key ?? "";
    return text(store.where("api/IncomingPhoneNumbers", "sid", sid)[0], "phone_number") ?? "";
  }
  if (Object.hasOwn(magicFrom, from)) throw new TwilioError(magicFrom[from as keyof typeof magicFrom]);
  const [number] = store.where("api/IncomingPhoneNumbers", "phone_number", from);
  if (from !== magicSender && number?.account !== request.account.key) {
    throw new TwilioError(21606, `The 'From' phone number ${from} is no SMS-capable number of this account.`);
  }
  return from;
}
