import { z } from "zod";
import type { JsonRoutes } from "../rest/json-routes.ts";
import type { Voice } from "./voice.ts";

const phone = z.strictObject({
  domain: z.string(),
  username: z.string(),
  password: z.string().optional(),
  contact: z.string().optional(),
  script: z.string().optional(),
});

const caller = z.strictObject({
  sip: z.string(),
  domain: z.string(),
  password: z.string().optional(),
  claimedFrom: z.string().optional(),
});

const browser = z.strictObject({ token: z.string() });

const call = z.strictObject({
  from: z.union([z.string(), caller, browser]),
  to: z.string(),
  headers: z.record(z.string(), z.string()).optional(),
  params: z.record(z.string(), z.string()).optional(),
  script: z.string().optional(),
  presses: z.string().optional(),
});

const party = z.strictObject({ address: z.string(), script: z.string() });

/** The voice part's own paths: place a call, register a phone, say what somebody outside does. */
export const voiceRoutes = (voice: Voice): JsonRoutes => ({
  "POST /emulator/calls": (body) => voice.call(call.parse(body)),
  "POST /emulator/phones": (body) => {
    const { address, contact } = voice.phones.register(phone.parse(body));
    return { address, contact };
  },
  "GET /emulator/phones": () => voice.phones.all(),
  "POST /emulator/parties": (body) => {
    const { address, script } = party.parse(body);
    voice.parties.script(address, script);
    return { address, script };
  },
});
