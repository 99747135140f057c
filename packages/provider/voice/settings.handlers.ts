import { type Call, handlersOf } from "../lifecycle/handlers.ts";
import { Settings } from "./settings.ts";

const settings = ({ twilio }: Call) => twilio.voice.v1.dialingPermissions.settings();

const tell = (dialingPermissionsInheritance: boolean, { accountSid }: Call) => ({
  inputs: { dialingPermissionsInheritance },
  outputs: { accountSid },
});

const told = async (call: Call) => (await settings(call).fetch()).dialingPermissionsInheritance;

async function set(dialingPermissionsInheritance: boolean, call: Call) {
  await settings(call).update({ dialingPermissionsInheritance });
  return tell(dialingPermissionsInheritance, call);
}

export const voiceSettingsHandlers = handlersOf(Settings, {
  within: [],
  list: async (_, call) => [tell(await told(call), call)],
  fetch: async (_, call) => tell(await told(call), call),
  /** On import there is nothing earlier to put back than what is there now. */
  complete: async (live, { previous }) => ({
    ...live,
    outputs: { ...live.outputs, previous: previous ?? live.inputs.dialingPermissionsInheritance },
  }),
  async create({ dialingPermissionsInheritance }, call) {
    const previous = await told(call);
    const live = await set(dialingPermissionsInheritance, call);
    return { ...live, outputs: { ...live.outputs, previous } };
  },
  update: (_, { inputs }, call) => set(inputs.dialingPermissionsInheritance, call),
  async delete(_, { previous, dialingPermissionsInheritance }, call) {
    if (previous !== undefined && previous !== dialingPermissionsInheritance) await set(previous, call);
  },
});
