import type { World } from "../world.ts";
import type { Case } from "./case.ts";

const configuration = ({ twilio }: World) => twilio.flexApi.v1.configuration();

async function found(world: World, key: string): Promise<object[]> {
  const { uiAttributes } = await configuration(world).fetch();
  return Object.hasOwn(uiAttributes, key) ? [{ key, value: uiAttributes[key] }] : [];
}

/** The cases of Flex. */
export const flexCases = {
  "twilio:flex:ConfigurationKey": {
    args: async () => ({
      key: "phonebook",
      value: { url: "https://example.com/phonebook", colours: ["red"] },
    }),
    changes: async () => ({ key: "other", value: { url: "https://example.com/other", colours: [] } }),
    look: async (world, [key = ""]) => (await found(world, key))[0] ?? Promise.reject({ status: 404 }),
    all: (world, [key = ""]) => found(world, key),
    writes: 1,
    async meddle(world) {
      const account_sid = world.emulator.accountSid;
      await configuration(world).update({ account_sid, ui_attributes: { phonebook: "meddled" } });
      return "value";
    },
  },
} satisfies Record<string, Case>;
