import { z } from "zod";
import { type Call, handlersOf, type Live } from "../lifecycle/handlers.ts";
import { ConfigurationKey } from "./configuration-key.ts";

type Json = z.infer<ReturnType<typeof z.json>>;
type Attributes = Record<string, Json>;

const attributesSchema = z.record(z.string(), z.json()).nullish();

const configuration = ({ twilio }: Call) => twilio.flexApi.v1.configuration();

async function attributes(call: Call): Promise<Attributes> {
  return attributesSchema.parse((await configuration(call).fetch()).uiAttributes) ?? {};
}

/** Reads, changes and writes all keys: one after the other, so that no change undoes another. */
function change(call: Call, edit: (attributes: Attributes) => Attributes): Promise<void> {
  return call.inTurn("flex configuration", async () => {
    const uiAttributes = edit(await attributes(call));
    await configuration(call).update({ account_sid: call.accountSid, ui_attributes: uiAttributes });
  });
}

const tell = (key: string, value: Json | undefined, { accountSid }: Call) => ({
  inputs: { key, ...(value !== undefined && { value }) },
  outputs: { accountSid },
});

async function set(key: string, value: Json, call: Call) {
  await change(call, (attributes) => ({ ...attributes, [key]: value }));
  return tell(key, value, call);
}

type KeyLive = Live<{ key: string; value: Json; adopt: boolean }, { accountSid: string; adopted: boolean }>;

export const configurationKeyHandlers = handlersOf(ConfigurationKey, {
  within: [],
  // Writing a key that exists would silently change it.
  looksFirst: true,
  list: async (_, call): Promise<KeyLive[]> =>
    Object.entries(await attributes(call)).map(([key, value]) => tell(key, value, call)),
  fetch: async ({ key }, call): Promise<KeyLive> => tell(key, (await attributes(call))[key], call),
  complete: async (live) => (live.inputs.value === undefined ? undefined : live),
  create: ({ key, value }, call) => set(key, value, call),
  update: ({ key }, { inputs: { value } }, call) => set(key, value, call),
  delete: ({ key }, _, call) => change(call, ({ [key]: _removed, ...others }) => others),
});
