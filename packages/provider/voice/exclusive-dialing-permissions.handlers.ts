import { type Call, handlersOf } from "../lifecycle/handlers.ts";
import { same } from "../properties/values.ts";
import {
  allCountries,
  listed,
  closed as nothing,
  permissionsOf,
  permit,
} from "./country-permissions.handlers.ts";
import type { CountryPermissions } from "./country-permissions.ts";
import { ExclusiveDialingPermissions } from "./exclusive-dialing-permissions.ts";

interface Rest {
  strangers?: string[];
  closed?: ({ isoCode: string } & CountryPermissions)[];
}

const tell = (isoCodes: string[], { accountSid }: Call, { strangers = [], closed = [] }: Rest = {}) => ({
  inputs: { isoCodes },
  outputs: { accountSid, strangers, closed },
});

const isOpen = (country: CountryPermissions) => !same(permissionsOf(country), nothing);

async function present(call: Call) {
  const open = (await listed(call)).filter(isOpen);
  return tell(open.map(({ isoCode }) => isoCode).sort(), call);
}

export const exclusiveDialingPermissionsHandlers = handlersOf(ExclusiveDialingPermissions, {
  within: [],
  list: async (_, call) => [await present(call)],
  fetch: (_, call) => present(call),
  /** Named countries where nothing may be called are other resources' concern: only strangers are told. */
  async complete(live, { isoCodes: named, strangers: known = [], closed }, _, call) {
    const { isoCodes = [] } = live.inputs;
    if (!named) return live;
    const declared = named.filter((code) => !known.includes(code));
    const strangers = isoCodes.filter((code) => !declared.includes(code));
    return tell([...declared, ...strangers], call, { strangers, closed });
  },
  create: async ({ isoCodes }, call) => tell(isoCodes, call),
  async update(_, { inputs: { isoCodes }, state: { strangers = [], closed: before = [] } }, call) {
    // Only what the plan showed: a country that was opened since the last refresh is shown by the next one first.
    const unnamed = strangers.filter((code) => !isoCodes.includes(code));
    const all = unnamed.length > 0 ? await allCountries(call) : [];
    const open = all
      .filter((country) => unnamed.includes(country.isoCode) && isOpen(country))
      .map((country) => ({ isoCode: country.isoCode, ...permissionsOf(country) }));
    const codes = open.map(({ isoCode }) => isoCode);
    if (codes.length > 0) {
      const shut = codes.map((isoCode) => ({ isoCode, ...nothing }));
      await permit(shut, call);
      call.log("warning", `closed to calls, since nobody names them: ${codes.join(", ")}`);
    }
    const closed = [...before.filter(({ isoCode }) => !codes.includes(isoCode)), ...open];
    return tell(isoCodes, call, { closed });
  },
  async delete(_, { closed = [] }, call) {
    if (closed.length === 0) return;
    const opened = (await allCountries(call)).filter(isOpen).map(({ isoCode }) => isoCode);
    const asBefore = closed.filter(({ isoCode }) => !opened.includes(isoCode));
    if (asBefore.length > 0) await permit(asBefore, call);
  },
});
