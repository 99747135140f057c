import settings from "baked:router";
import * as z from "zod/mini";
import { routerVariables } from "../../../systems/router/variables.ts";
import { requestHeader } from "../runtime/request-header.ts";
import { answerJson, type Callback, type Context, type Event } from "../runtime/runtime.ts";
import { twilioApi } from "../twilio/api.ts";

/** Somebody who is logged in to Flex as an administrator. */
export interface Admin {
  /** As Flex names them: for people who ask who it was. */
  name: string;
}

/** Why a request is not done, for whoever sent it. */
export class Refused extends Error {
  override readonly name = "Refused";
  /** HTTP status. */
  readonly status: number;
  /** What programs tell it by, such as `changed`. */
  readonly reason: string;
  /** What else there is to know. */
  readonly more: Record<string, unknown>;

  constructor(status: number, reason: string, message: string, more: Record<string, unknown> = {}) {
    super(message);
    this.status = status;
    this.reason = reason;
    this.more = more;
  }
}

/** {@link https://github.com/twilio/twilio-flex-token-validator} */
const validation = z.lazy(() =>
  z.object({
    valid: z.boolean(),
    roles: z.optional(z.array(z.string())),
    identity: z.optional(z.nullable(z.string())),
    realm_user_id: z.optional(z.nullable(z.string())),
  }),
);

/**
 * Answers a request that carries the Flex token of an administrator as its parameter `Token`: browsers cannot sign as
 * Twilio does. Nobody else learns anything. Pages of Flex may read the answer.
 * @param name of the function, for the log
 * @param respond gives the answer as JSON, or throws {@link Refused}
 */
export async function answerAdmin(
  name: string,
  context: Context,
  event: Event,
  callback: Callback,
  respond: (admin: Admin) => Promise<object>,
): Promise<void> {
  const headers = allowedOrigin(event);
  try {
    answerJson(callback, 200, await respond(await adminOf(context, event.Token)), headers);
  } catch (error) {
    if (error instanceof Refused) {
      const { status, reason, message, more } = error;
      return answerJson(callback, status, { error: message, reason, ...more }, headers);
    }
    console.error(`${name}:`, error instanceof Error ? error.message : "failed");
    const sorry = "Twilio did not answer as it should. Look at what is saved before you try again.";
    answerJson(callback, 502, { error: sorry, reason: "twilio" }, headers);
  }
}

async function adminOf(context: Context, token: unknown): Promise<Admin> {
  const unknown = new Refused(401, "token", "Send the token of somebody who is logged in to Flex as Token.");
  if (typeof token !== "string" || token === "") throw unknown;
  const { ACCOUNT_SID } = routerVariables.parse(context);
  const url = `https://iam.twilio.com/v1/Accounts/${ACCOUNT_SID}/Tokens/validate`;
  const answer = await twilioApi(context, url, { method: "POST", body: { token }, harmless: true });
  const { valid, roles = [], identity, realm_user_id } = validation.parse(answer);
  if (!valid) throw unknown;
  if (!roles.includes("admin")) throw new Refused(403, "role", "Only administrators of Flex may do this.");
  return { name: identity || realm_user_id || "an administrator" };
}

function allowedOrigin(event: Event): Record<string, string> {
  const from = requestHeader(event, "origin");
  return {
    Vary: "Origin",
    ...(settings.flexOrigins.includes(from) && { "Access-Control-Allow-Origin": from }),
  };
}
