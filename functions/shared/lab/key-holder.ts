import * as z from "zod/mini";
import { labSecrets } from "../../../systems/lab/variables.ts";
import { isSecret } from "../runtime/crypto.ts";
import { requestHeader } from "../runtime/request-header.ts";
import { answerJson, type Callback, type Context, type Event } from "../runtime/runtime.ts";

const variables = z.object(labSecrets);

/**
 * Answers a request that carries the laboratory's key, as `Authorization: Bearer <LAB_KEY>`: browsers cannot sign as
 * Twilio does. Everybody else is told to bring it; without a key in the variables nobody has it.
 * @param name of the function, for the log
 */
export async function answerKeyHolder(
  name: string,
  context: Context,
  event: Event,
  callback: Callback,
  respond: () => Promise<void>,
): Promise<void> {
  if (!(await hasKey(context, event))) {
    return answerJson(callback, 401, {
      error: "Send the laboratory's key: Authorization: Bearer <LAB_KEY>.",
    });
  }
  try {
    await respond();
  } catch (error) {
    console.error(`${name}:`, error instanceof Error ? error.name : "failed");
    answerJson(callback, 502, { error: "Twilio did not answer as it should. Try again in a minute." });
  }
}

async function hasKey(context: Context, event: Event): Promise<boolean> {
  const set = variables.safeParse(context);
  if (!set.success) return false;
  const given = requestHeader(event, "authorization");
  return isSecret(Buffer.from(given), Buffer.from(`Bearer ${set.data.LAB_KEY}`));
}
