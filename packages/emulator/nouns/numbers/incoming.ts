import type { Platform } from "../../platform.ts";
import { TwilioError } from "../../rest/errors.ts";
import * as generic from "../../rest/generic.ts";
import { type ApiRequest, textParameter } from "../../rest/request.ts";
import type { Properties, Resource } from "../../store/index.ts";
import { leavePool } from "../messaging/pool.ts";
import type { Noun } from "../noun.ts";
import { addressOf } from "./address.ts";
import { changeEmergencyAddress, emergencyStatus, isRegistered } from "./emergency.ts";
import { describe, type InventoryNumber, inventory } from "./inventory.ts";

export const numberKind = "api/IncomingPhoneNumbers";

/** Numbers that mean something to Twilio's own test credentials: https://www.twilio.com/docs/iam/test-credentials */
const magic = { unavailable: "+15005550000", invalid: "+15005550001" };

/**
 * Numbers that an account has bought.
 * https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource
 */
export const incomingPhoneNumber: Noun = {
  kind: numberKind,
  create(request, platform) {
    const number = chosen(request, platform);
    const [owned] = platform.store.where(numberKind, "phone_number", number.phoneNumber);
    // Posting a number that the account owns already changes it, as two reports say of Twilio.
    if (owned?.account === request.account.key) return change(request, platform, owned);
    if (owned || number.phoneNumber === magic.unavailable) {
      throw new TwilioError(21422, `${number.phoneNumber} is not available`);
    }
    checkAddress(request, platform, number);
    const bought = generic.create(request, platform, {
      properties: {
        phone_number: number.phoneNumber,
        friendly_name: request.parameters.FriendlyName ?? number.friendlyName,
        address_requirements: number.addressRequirements,
        capabilities: { voice: true, sms: true, mms: true, fax: false },
        voice_receive_mode: "voice",
        origin: "twilio",
        status: "in-use",
        type: number.type.toLowerCase(),
        beta: false,
        emergency_address_sid: null,
      },
    });
    return change(request, platform, bought);
  },
  update: change,
  delete(_, platform, resource) {
    if (isRegistered(resource, platform)) {
      throw new TwilioError(
        20001,
        `${resource.key} has an emergency address: remove it before the number is released`,
      );
    }
    leavePool(resource, platform);
    platform.store.delete(resource);
  },
  *list(request, { store }) {
    const owned = store.collection(request.place);
    const type = /\/(Local|Mobile|TollFree)\.json$/.exec(request.path)?.[1]?.toLowerCase();
    const phoneNumber = textParameter(request, "PhoneNumber");
    const candidates = phoneNumber?.startsWith("+")
      ? store.where(numberKind, "phone_number", phoneNumber)
      : owned;
    for (const number of candidates) {
      if (owned.get(number.key) === number && (!type || number.properties.type === type)) yield number;
    }
  },
  show: emergencyStatus,
};

/** The number that a purchase means: one by name, or the first one free in an area. */
function chosen(request: ApiRequest, { store }: Platform): InventoryNumber {
  const wanted = textParameter(request, "PhoneNumber");
  if (wanted) {
    const number = describe(wanted);
    if (!number || wanted === magic.invalid) throw new TwilioError(21421, `PhoneNumber ${wanted} is invalid`);
    return number;
  }
  const areaCode = textParameter(request, "AreaCode");
  if (!areaCode) throw new TwilioError(21421, "A PhoneNumber or an AreaCode is required");
  if (!/^[2-9]\d{2}$/.test(areaCode)) throw new TwilioError(21451, `AreaCode ${areaCode} is invalid`);
  for (const country of ["US", "CA"]) {
    for (const number of inventory({ country, type: "Local", areaCode })) {
      if (store.where(numberKind, "phone_number", number.phoneNumber).length === 0) return number;
    }
  }
  throw new TwilioError(21452, `No phone numbers found in area code ${areaCode}`);
}

function checkAddress(
  request: ApiRequest,
  platform: Platform,
  { addressRequirements, isoCountry }: InventoryNumber,
): void {
  const sid = textParameter(request, "AddressSid");
  const address = sid ? addressOf(request.account.key, sid, platform) : undefined;
  if (sid && !address)
    throw new TwilioError(20001, `Invalid parameter AddressSid: ${sid} is no address of this account`);
  if (addressRequirements !== "none" && !address) throw new TwilioError(21631);
  if (addressRequirements === "local" && address?.properties.iso_country !== isoCountry)
    throw new TwilioError(21615);
}

/** An application and a trunk erase each other; an emergency address takes its time. */
function change(request: ApiRequest, platform: Platform, number: Resource): Resource {
  const properties = generic.propertiesFrom(request);
  const { voice_application_sid: application, trunk_sid: trunk } = properties;
  const exclusive: Properties = trunk
    ? { voice_application_sid: null }
    : application
      ? { trunk_sid: null }
      : {};
  // Writes of the status are ignored: it follows from the address.
  const { emergency_address_sid: address, emergency_status: _, phone_number: __, ...others } = properties;
  if (address !== undefined)
    changeEmergencyAddress(number, address === null ? null : String(address), platform);
  return platform.store.update(number, { ...others, ...exclusive });
}
