import type { CountryInstance } from "twilio/lib/rest/voice/v1/dialingPermissions/country.js";
import { type Call, handlersOf } from "../lifecycle/handlers.ts";
import { same } from "../properties/values.ts";
import { countries, listed, permissionsOf, permit } from "./country-permissions.handlers.ts";
import { DialingPermissions } from "./dialing-permissions.ts";

const tell = (country: CountryInstance, { accountSid }: Call) => ({
  inputs: { isoCode: country.isoCode, ...permissionsOf(country) },
  outputs: { accountSid, name: country.name },
});

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
    await permit([inputs], call);
    return { inputs, outputs: { ...outputs, previous: permissionsOf(before) } };
  },
  async update(_, { inputs }, call) {
    await permit([inputs], call);
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
    await permit([{ isoCode, ...state.previous }], call);
  },
});
