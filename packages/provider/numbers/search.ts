import type { IncomingPhoneNumberInstance } from "twilio/lib/rest/api/v2010/account/incomingPhoneNumber.js";
import { TwilioError } from "../client/errors.ts";
import type { Call } from "../lifecycle/handlers.ts";
import { markIn, markOf } from "../lifecycle/mark.ts";
import { given } from "../properties/wire.ts";
import { availableNumbers } from "./available-numbers.ts";
import type { PhoneNumberSearch } from "./incoming-phone-number.ts";

/** Twilio's code for a number that somebody else has: https://www.twilio.com/docs/api/errors/21422 */
const NOT_AVAILABLE = 21422;
/** How many numbers are tried before a search is given up, and how many are asked for beside those that are taken. */
const TRIES = 20;

/**
 * Buys one of the numbers that a search finds. It is chosen before it is bought, and after a doubt the same is asked for
 * again: Twilio, told an area code twice, would sell two.
 */
export async function buyOne(
  search: PhoneNumberSearch,
  buy: (phoneNumber: string) => Promise<IncomingPhoneNumberInstance>,
  call: Call,
): Promise<IncomingPhoneNumberInstance> {
  for (let attempt = 1; ; attempt++) {
    const phoneNumber = call.claims.of(call.urn) ?? (await choose(search, call));
    try {
      return await buy(phoneNumber);
    } catch (error) {
      if (!(error instanceof TwilioError && error.code === NOT_AVAILABLE)) throw error;
      const [owned] = await call.twilio.incomingPhoneNumbers.list({ phoneNumber });
      if (owned && markIn(owned.friendlyName) === markOf(call)) return owned;
      call.claims.giveUp(call.urn);
      if (attempt === TRIES) throw error;
    }
  }
}

async function choose(search: PhoneNumberSearch, call: Call): Promise<string> {
  const { country, type, areaCode, contains, capabilities } = search;
  const found = await availableNumbers(call.twilio, country, type, {
    ...given({ areaCode, contains }),
    ...given({
      voiceEnabled: capabilities.includes("voice") || undefined,
      smsEnabled: capabilities.includes("sms") || undefined,
      mmsEnabled: capabilities.includes("mms") || undefined,
    }),
    limit: TRIES + call.claims.size,
  });
  const numbers = found.map(({ phoneNumber }) => phoneNumber);
  // Each resource begins elsewhere in the list, so that two processes seldom choose the same number.
  const first = Number.parseInt(markOf(call), 16) % Math.max(1, numbers.length);
  const chosen = call.claims.claim(call.urn, [...numbers.slice(first), ...numbers.slice(0, first)]);
  if (chosen !== undefined) return chosen;
  throw new Error(
    `Twilio has no number to sell for the search ${JSON.stringify(search)}. Search for less, or look with numbers.getAvailablePhoneNumbers`,
  );
}

/** A number of the account that nobody uses and that a search would find, the oldest first. */
export async function chooseUnused(
  owned: readonly IncomingPhoneNumberInstance[],
  search: PhoneNumberSearch,
  call: Call,
): Promise<IncomingPhoneNumberInstance | undefined> {
  const satisfies = await matcher(search);
  const unused = owned.toReversed().filter((number) => isUnused(number) && satisfies(number));
  const chosen = call.claims.claim(
    call.urn,
    unused.map(({ phoneNumber }) => phoneNumber),
  );
  return unused.find(({ phoneNumber }) => phoneNumber === chosen);
}

/** The pages that Twilio itself writes into a number that is bought by hand. */
const DEMO = "https://demo.twilio.com/";

function isUnused(number: IncomingPhoneNumberInstance): boolean {
  const { voiceUrl, smsUrl, voiceApplicationSid, smsApplicationSid, trunkSid, emergencyAddressSid } = number;
  const used = [voiceUrl, smsUrl].filter((url) => url && !url.startsWith(DEMO));
  const others = [voiceApplicationSid, smsApplicationSid, trunkSid, emergencyAddressSid].filter(Boolean);
  return used.length === 0 && others.length === 0 && markIn(number.friendlyName ?? "") === undefined;
}

const KEYPAD = ["", "", "ABC", "DEF", "GHI", "JKL", "MNO", "PQRS", "TUV", "WXYZ"];

/** Whether a search would find a number, as far as its digits and capabilities tell. */
async function matcher({ country, type, areaCode, contains, capabilities }: PhoneNumberSearch) {
  // Loaded where it is needed: the numbering plans of the world are large.
  const { parsePhoneNumberFromString } = await import("libphonenumber-js/max");
  const pattern = contains && new RegExp([...contains.toUpperCase()].map(digitPattern).join(""));
  return ({ phoneNumber, capabilities: able }: IncomingPhoneNumberInstance) => {
    const parsed = parsePhoneNumberFromString(phoneNumber);
    if (parsed?.country !== country) return false;
    const kinds: Partial<Record<string, string>> = { TOLL_FREE: "tollFree", MOBILE: "mobile" };
    if ((kinds[parsed?.getType() ?? ""] ?? "local") !== type) return false;
    if (areaCode !== undefined && !parsed?.nationalNumber.startsWith(String(areaCode))) return false;
    if (pattern && !pattern.test(phoneNumber)) return false;
    return capabilities.every((name) => able[name]);
  };
}

/** `*` is any digit, letters are those of a keypad. */
function digitPattern(character: string): string {
  if (character === "*") return "\\d";
  const key = KEYPAD.findIndex((letters) => letters.includes(character));
  return key < 0 ? character : String(key);
}
