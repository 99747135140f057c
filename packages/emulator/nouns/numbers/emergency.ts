import type { Platform } from "../../platform.ts";
import { TwilioError } from "../../rest/errors.ts";
import { type Properties, type Resource, text } from "../../store/index.ts";
import { addressOf } from "./address.ts";

/** When a number's emergency address was attached or detached; kept beside its properties. */
interface Change {
  at: number;
  attached: boolean;
}

/** Twilio registers addresses in these countries: https://www.twilio.com/docs/sip-trunking/api/emergency-calling */
const countries = ["US", "CA", "GB"];

type Status = "unregistered" | "pending-registration" | "registered" | "pending-unregistration";

function statusOf(number: Resource, { clock, delays }: Platform): Status {
  const change = number.hidden.emergency as Change | undefined;
  if (!change) return "unregistered";
  const done = clock.now() >= change.at + delays.emergency;
  if (change.attached) return done ? "registered" : "pending-registration";
  return done ? "unregistered" : "pending-unregistration";
}

/** Has a number an emergency address, or one on its way in or out? */
export const isRegistered = (number: Resource, platform: Platform) =>
  statusOf(number, platform) !== "unregistered";

/** What shows of a number's emergency address. */
export function emergencyStatus(number: Resource, platform: Platform): Properties {
  const status = statusOf(number, platform);
  return {
    emergency_address_status: status,
    emergency_status: status === "registered" ? "Active" : "Inactive",
  };
}

/**
 * Attaches an address to a number, or detaches it (null). It is registered, or unregistered, only after a while.
 * @throws TwilioError when the address cannot be an emergency address, or another one is still attached
 */
export function changeEmergencyAddress(number: Resource, sid: string | null, platform: Platform): void {
  const current = text(number, "emergency_address_sid") ?? null;
  if (sid === current) return;
  if (sid !== null) {
    checkAddress(number, sid, platform);
    if (isRegistered(number, platform)) {
      throw new TwilioError(
        20001,
        `${number.key} has emergency address ${current}: detach it and wait for unregistered`,
      );
    }
  }
  number.hidden.emergency = { at: platform.clock.now(), attached: sid !== null } satisfies Change;
  platform.store.update(number, { emergency_address_sid: sid });
}

function checkAddress(number: Resource, sid: string, platform: Platform): void {
  const wrong = unfit(addressOf(number.account, sid, platform));
  if (wrong) throw new TwilioError(20001, `Invalid parameter EmergencyAddressSid: ${sid} ${wrong}`);
}

/** Why an address cannot be an emergency address. */
function unfit(address: Resource | undefined): string | undefined {
  if (!address) return "is no address of this account";
  if (!address.properties.emergency_enabled) return "is not enabled for emergencies (EmergencyEnabled)";
  if (!countries.includes(text(address, "iso_country") ?? "")) return `is in none of ${countries.join(", ")}`;
  return undefined;
}
