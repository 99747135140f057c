import type { Platform } from "../../platform.ts";
import { TwilioError } from "../../rest/errors.ts";
import * as generic from "../../rest/generic.ts";
import { type ApiRequest, textParameter } from "../../rest/request.ts";
import type { Resource } from "../../store/index.ts";
import type { Noun } from "../noun.ts";

const addressKind = "api/Addresses";

/** An address by its SID. */
export const addressOf = (account: string, sid: string, { store }: Platform) =>
  store.get({ kind: addressKind, account, parents: {} }, sid);

/** Numbers that an address was given for, or that are registered at it. */
export function* numbersAt(address: Resource, { store }: Platform): Generator<Resource> {
  for (const number of store.collection({ ...address, kind: "api/IncomingPhoneNumbers" })) {
    const { address_sid, emergency_address_sid } = number.properties;
    if (address_sid === address.key || emergency_address_sid === address.key) yield number;
  }
}

/** Emergency services show a name of this length at most. */
const longestEmergencyName = 32;

/** Addresses: where a customer is. https://www.twilio.com/docs/usage/api/address */
export const address: Noun = {
  kind: addressKind,
  create(request, platform) {
    checkAddress(request, undefined);
    return generic.create(request, platform, {
      properties: {
        iso_country: (textParameter(request, "IsoCountry") ?? "").toUpperCase(),
        emergency_enabled: request.parameters.EmergencyEnabled ?? false,
        validated: request.parameters.EmergencyEnabled ?? false,
        verified: false,
      },
    });
  },
  update(request, platform, resource) {
    checkAddress(request, resource);
    return generic.update(request, platform, resource);
  },
  delete(_, platform, resource) {
    const [number] = numbersAt(resource, platform);
    if (number)
      throw new TwilioError(20409, `Conflict: address ${resource.key} is used by number ${number.key}`);
    platform.store.delete(resource);
  },
};

/** https://www.twilio.com/docs/usage/api/dependent-phone-numbers */
export const dependentPhoneNumber: Noun = {
  kind: "api/Addresses/DependentPhoneNumbers",
  *list({ place }, platform) {
    const found = addressOf(place.account, place.parents.address_sid ?? "", platform);
    if (found) yield* numbersAt(found, platform);
  },
};

function checkAddress(request: ApiRequest, own: Resource | undefined): void {
  for (const name of ["CustomerName", "Street", "City", "Region", "PostalCode"]) {
    if (request.parameters[name] === "")
      throw new TwilioError(21628, `The address validation failed: ${name} is empty`);
  }
  const name = textParameter(request, "CustomerName") ?? String(own?.properties.customer_name ?? "");
  const emergency = request.parameters.EmergencyEnabled ?? own?.properties.emergency_enabled;
  if (emergency && name.length > longestEmergencyName) {
    throw new TwilioError(
      21628,
      `CustomerName of an emergency address has at most ${longestEmergencyName} characters`,
    );
  }
}
