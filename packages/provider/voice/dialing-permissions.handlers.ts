import type { CountryInstance } from "twilio/lib/rest/voice/v1/dialingPermissions/country.js";
import { PAGE_SIZE } from "../client/connection.ts";
import { type Call, handlersOf } from "../lifecycle/handlers.ts";
import { same } from "../properties/values.ts";
import { DialingPermissions } from "./dialing-permissions.ts";

interface Permissions {
  lowRiskNumbersEnabled: boolean;
  highRiskSpecialNumbersEnabled: boolean;
  highRiskTollfraudNumbersEnabled: boolean;
}

const permissionsOf = (of: Partial<Permissions>): Permissions => ({
  lowRiskNumbersEnabled: of.lowRiskNumbersEnabled ?? false,
  highRiskSpecialNumbersEnabled: of.highRiskSpecialNumbersEnabled ?? false,
  highRiskTollfraudNumbersEnabled: of.highRiskTollfraudNumbersEnabled ?? false,
});

const tell = (country: CountryInstance, { accountSid }: Call) => ({
  inputs: { isoCode: country.isoCode, ...permissionsOf(country) },
  outputs: { accountSid, name: country.name },
});

const countries = ({ twilio }: Call) => twilio.voice.v1.dialingPermissions.countries;

const listed = (call: Call) =>
  call.listed("dialing permissions", () => countries(call).list({ pageSize: PAGE_SIZE }));

/** Sets what may be called in one country. Twilio takes changes in bulk only, and they are safe to repeat. */
async function set(isoCode: string, permissions: Permissions, { twilio }: Call): Promise<void> {
  const update = {
    iso_code: isoCode,
    low_risk_numbers_enabled: permissions.lowRiskNumbersEnabled,
    high_risk_special_numbers_enabled: permissions.highRiskSpecialNumbersEnabled,
    high_risk_tollfraud_numbers_enabled: permissions.highRiskTollfraudNumbersEnabled,
  };
  await twilio.voice.v1.dialingPermissions.bulkCountryUpdates.create({
    updateRequest: JSON.stringify([update]),
  });
}

export const dialingPermissionsHandlers = handlersOf(DialingPermissions, {
  within: [],
  async list(_, call) {
    return (await listed(call)).map((country) => tell(country, call));
  },
  async fetch({ isoCode }, call) {
    return tell(await countries(call)(isoCode).fetch(), call);
  },
  /** On import there is nothing earlier to put back than what is there now. */
  complete: async (live, { previous }) => ({
    ...live,
    outputs: { ...live.outputs, previous: previous ?? permissionsOf(live.inputs) },
  }),
  async create(inputs, call) {
    const { isoCode } = inputs;
    const known = (await listed(call)).find((country) => country.isoCode === isoCode);
    const { outputs, inputs: before } = tell(known ?? (await countries(call)(isoCode).fetch()), call);
    await set(isoCode, inputs, call);
    return { inputs, outputs: { ...outputs, previous: permissionsOf(before) } };
  },
  async update({ isoCode }, { inputs }, call) {
    await set(isoCode, inputs, call);
    return { inputs, outputs: { accountSid: call.accountSid } };
  },
  async delete({ isoCode }, state, call) {
    const now = permissionsOf(await countries(call)(isoCode).fetch());
    if (state.previous === undefined || same(now, state.previous)) return;
    if (!same(now, permissionsOf(state))) {
      call.log(
        "warning",
        `left the dialing permissions of ${isoCode} as they are: somebody has changed them since`,
      );
      return;
    }
    await set(isoCode, state.previous, call);
  },
});
