import { z } from "zod";
import type { Gateway, HttpAnswer } from "../rest/server.ts";
import { RegistrationError } from "./phones/phones.ts";
import type { Voice } from "./voice.ts";

/** Path under which the voice part is used from outside. */
const root = "/emulator";

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

const call = z.strictObject({
  from: z.union([z.string(), caller]),
  to: z.string(),
  headers: z.record(z.string(), z.string()).optional(),
  script: z.string().optional(),
  presses: z.string().optional(),
});

const party = z.strictObject({ address: z.string(), script: z.string() });

type Route = (voice: Voice, body: unknown) => Promise<unknown> | unknown;

/** `POST /emulator/calls` and so on; bodies and answers are JSON. */
const routes: Readonly<Record<string, Route>> = {
  [`POST ${root}/calls`]: (voice, body) => voice.call(call.parse(body)),
  [`POST ${root}/phones`]: (voice, body) => voice.phones.register(phone.parse(body)),
  [`GET ${root}/phones`]: (voice) => voice.phones.all(),
  [`POST ${root}/parties`]: (voice, body) => {
    const { address, script } = party.parse(body);
    voice.parties.script(address, script);
    return { address, script };
  },
};

/** Answers the voice part's own paths; `undefined` for all others. */
export function voiceRoutes(
  voice: Voice,
): (...request: Parameters<Gateway>) => Promise<HttpAnswer> | undefined {
  return ({ method, url, body }) => {
    const name = `${method} ${url.pathname}`;
    const route = Object.hasOwn(routes, name) ? routes[name] : undefined;
    return route && answer(() => route(voice, body.length === 0 ? {} : JSON.parse(body.toString())));
  };
}

async function answer(work: () => unknown): Promise<HttpAnswer> {
  try {
    return json(200, await work());
  } catch (error) {
    if (error instanceof z.ZodError) return json(400, { message: z.prettifyError(error) });
    if (error instanceof RegistrationError)
      return json(error.sipResponse, { code: error.code, message: error.message });
    return json(400, { message: error instanceof Error ? error.message : String(error) });
  }
}

const json = (status: number, body: unknown): HttpAnswer => ({
  status,
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
});
