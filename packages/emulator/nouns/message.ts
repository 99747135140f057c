import { TwilioError } from "../rest/errors.ts";
import * as generic from "../rest/generic.ts";
import { textParameter } from "../rest/request.ts";
import { rfc2822 } from "../rest/shape.ts";
import type { Properties } from "../store/index.ts";
import type { Noun } from "./noun.ts";

export const messageKind = "api/Messages";

/** Sender that Twilio's test credentials take: https://www.twilio.com/docs/iam/test-credentials */
const magicSender = "+15005550006";

/** Characters of one part of a text message when it needs several. */
const segment = 153;

/** Messages that an account sends. https://www.twilio.com/docs/messaging/api/message-resource */
export const message: Noun = {
  kind: messageKind,
  missing: { To: 21604 },
  create(request, platform) {
    const to = textParameter(request, "To") ?? "";
    const from = textParameter(request, "From");
    const service = textParameter(request, "MessagingServiceSid");
    const body = textParameter(request, "Body");
    const media = request.parameters.MediaUrl;
    const mediaCount = Array.isArray(media) ? media.length : 0;
    if (to === "") throw new TwilioError(21604);
    if (!/^\+[1-9]\d{4,14}$/.test(to))
      throw new TwilioError(21211, `The 'To' number ${to} is not a valid phone number.`);
    if (!from && !service) throw new TwilioError(21603);
    if (!body && mediaCount === 0 && !textParameter(request, "ContentSid")) throw new TwilioError(21619);
    if (from && from !== magicSender) {
      const [number] = platform.store.where("api/IncomingPhoneNumbers", "phone_number", from);
      if (number?.account !== request.account.key) {
        throw new TwilioError(
          21606,
          `The 'From' phone number ${from} is no SMS-capable number of this account.`,
        );
      }
    }
    return generic.create(request, platform, {
      key: platform.random.sid(mediaCount > 0 ? "MM" : "SM"),
      properties: {
        body: body ?? "",
        from: from ?? null,
        direction: "outbound-api",
        num_media: String(mediaCount),
        num_segments: String(Math.max(1, Math.ceil((body ?? "").length / segment))),
        price_unit: "USD",
      },
    });
  },
  show({ created, properties }, { clock, delays }): Properties {
    if (properties.status) return {};
    const passed = clock.now() - created;
    if (passed < delays.message) return { status: passed * 2 < delays.message ? "queued" : "sending" };
    return {
      status: passed < delays.message * 2 ? "sent" : "delivered",
      date_sent: rfc2822(created + delays.message),
    };
  },
};
