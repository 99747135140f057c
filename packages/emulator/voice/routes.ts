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
  address: z.ipv4().optional(),
  claimedFrom: z.string().optional(),
});

const browser = z.strictObject({ token: z.string() });

const calledBrowser = browser.extend({ contact: z.string().optional(), script: z.string().optional() });

const call = z.strictObject({
  from: z.union([z.string(), caller, browser]),
  to: z.string(),
  headers: z.record(z.string(), z.string()).optional(),
  params: z.record(z.string(), z.string()).optional(),
  script: z.string().optional(),
  presses: z.string().optional(),
});

const called = z.strictObject({ sid: z.string() });

const party = z.strictObject({ address: z.string(), script: z.string() });

/** The voice part's own paths: place a call, follow one that is in progress or over, register a phone, say what somebody outside does. */
export const voiceRoutes = (voice: Voice): JsonRoutes => ({
  "POST /emulator/calls": (body) => voice.call(call.parse(body)),
  // Null for a leg of another call, whose trace tells it, and for what was long ago.
  "GET /emulator/calls": async (query) => ({
    trace: (await voice.switchboard.traceSoFar(called.parse(query).sid)) ?? null,
  }),
  "POST /emulator/phones": (body) => {
    const { address, contact } = voice.phones.register(z.union([phone, calledBrowser]).parse(body));
    return { address, contact };
  },
  "GET /emulator/phones": () => voice.phones.all(),
  "GET /emulator/parties": () => voice.parties.export(),
  "POST /emulator/parties": (body) => {
    const { address, script } = party.parse(body);
    voice.parties.script(address, script);
    return { address, script };
  },
});
