import { notFound, TwilioError } from "../../rest/errors.ts";
import * as generic from "../../rest/generic.ts";
import { textParameter } from "../../rest/request.ts";
import { text } from "../../store/index.ts";
import type { Noun } from "../noun.ts";
import { numberKind } from "../numbers/incoming.ts";
import { describe } from "../numbers/inventory.ts";
import { assertFree, phoneNumberKind, shortCodeKind } from "./pool.ts";
import { messagingServiceKind } from "./service.ts";

/**
 * A number among the senders of a service; it has the number's SID.
 * https://www.twilio.com/docs/messaging/api/phonenumber-resource
 */
export const phoneNumber: Noun = {
  kind: phoneNumberKind,
  create(request, platform) {
    const sid = textParameter(request, "PhoneNumberSid") ?? "";
    const { account } = request.place;
    const number = platform.store.get({ kind: numberKind, account, parents: {} }, sid);
    if (!number) throw notFound(`/IncomingPhoneNumbers/${sid}`);
    assertFree(request, phoneNumberKind, sid, platform);
    const digits = text(number, "phone_number") ?? "";
    return generic.create(request, platform, {
      key: sid,
      properties: {
        phone_number: digits,
        country_code: describe(digits)?.isoCountry ?? null,
        capabilities: ["Voice", "SMS", "MMS"],
      },
    });
  },
};

/**
 * A short code among the senders of a service. Nobody can lease one here: any SID stands for one of the account's.
 * https://www.twilio.com/docs/messaging/api/services-shortcode-resource
 */
export const shortCode: Noun = {
  kind: shortCodeKind,
  create(request, platform) {
    const sid = textParameter(request, "ShortCodeSid") ?? "";
    assertFree(request, shortCodeKind, sid, platform);
    return generic.create(request, platform, {
      key: sid,
      properties: { short_code: "12345", country_code: "US", capabilities: ["SMS"] },
    });
  },
};

/** https://www.twilio.com/docs/messaging/api/alphasender-resource */
export const alphaSender: Noun = {
  kind: `${messagingServiceKind}/AlphaSenders`,
  create(request, platform) {
    const name = textParameter(request, "AlphaSender") ?? "";
    if (!/^(?=.*[A-Za-z])[A-Za-z0-9 +_&-]{1,11}$/.test(name))
      throw new TwilioError(21709, `"${name}" is no valid alphanumeric sender ID`);
    if (generic.inPlace(request, "alpha_sender", name, platform))
      throw new TwilioError(21710, `${name} is in the Messaging Service`);
    return generic.create(request, platform, { properties: { capabilities: ["SMS"] } });
  },
};
