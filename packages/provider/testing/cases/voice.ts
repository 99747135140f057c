import type { World } from "../world.ts";
import type { Case } from "./case.ts";

const countries = ({ twilio }: World) => twilio.voice.v1.dialingPermissions.countries;
const settings = ({ twilio }: World) => twilio.voice.v1.dialingPermissions.settings();

/** The cases of where calls may go. */
export const voiceCases = {
  "twilio:voice:DialingPermissions": {
    args: async () => ({ isoCode: "GB", lowRiskNumbersEnabled: true }),
    changes: async () => ({
      isoCode: "FR",
      lowRiskNumbersEnabled: false,
      highRiskSpecialNumbersEnabled: true,
      highRiskTollfraudNumbersEnabled: true,
    }),
    look: (world, [isoCode = ""]) => countries(world)(isoCode).fetch(),
    all: (world, [isoCode = ""]) => countries(world).list({ isoCode }),
    writes: 1,
    async meddle({ twilio }, [isoCode]) {
      const update = { iso_code: isoCode, high_risk_special_numbers_enabled: true };
      const updateRequest = JSON.stringify([update]);
      await twilio.voice.v1.dialingPermissions.bulkCountryUpdates.create({ updateRequest });
      return "highRiskSpecialNumbersEnabled";
    },
    standsForNothing: true,
  },
  "twilio:voice:ExclusiveDialingPermissions": {
    args: async () => ({ isoCodes: ["US"] }),
    changes: async () => ({ isoCodes: ["US", "MX"] }),
    look: (world) => countries(world)("US").fetch(),
    all: async (world) => [await countries(world)("US").fetch()],
    writes: 0,
    async meddle({ twilio }) {
      const updateRequest = JSON.stringify([{ iso_code: "GB", low_risk_numbers_enabled: true }]);
      await twilio.voice.v1.dialingPermissions.bulkCountryUpdates.create({ updateRequest });
      return "isoCodes";
    },
    standsForNothing: true,
  },
  "twilio:voice:Settings": {
    args: async () => ({ dialingPermissionsInheritance: true }),
    changes: async () => ({ dialingPermissionsInheritance: false }),
    look: (world) => settings(world).fetch(),
    all: async (world) => [await settings(world).fetch()],
    writes: 1,
    async meddle(world) {
      await settings(world).update({ dialingPermissionsInheritance: false });
      return "dialingPermissionsInheritance";
    },
    standsForNothing: true,
  },
} satisfies Record<string, Case>;
