import type { Platform } from "../../platform.ts";
import { TwilioError } from "../../rest/errors.ts";
import type { ApiRequest } from "../../rest/request.ts";
import type { Resource } from "../../store/index.ts";
import { messagingServiceKind } from "./service.ts";

export const phoneNumberKind = `${messagingServiceKind}/PhoneNumbers`;
export const shortCodeKind = `${messagingServiceKind}/ShortCodes`;

/** Refuses a number or short code that a messaging service of the account has. */
export function assertFree({ place }: ApiRequest, kind: string, sid: string, { store }: Platform): void {
  const [taken] = store.where(kind, "sid", sid).filter(({ account }) => account === place.account);
  if (!taken) return;
  const here = taken.parents.service_sid === place.parents.service_sid;
  throw new TwilioError(here ? 21710 : 21712, `${sid} is in ${here ? "the" : "another"} Messaging Service`);
}

/** Takes a number that is given up out of its service. */
export function leavePool({ key, account }: Resource, { store }: Platform): void {
  for (const sender of store.where(phoneNumberKind, "sid", key)) {
    if (sender.account === account) store.delete(sender);
  }
}
