import plan from "baked:emergency-plan";
import { alertVariables } from "../../../dialplan/secrets.ts";
import { pause } from "../runtime/pause.ts";
import type { Context } from "../runtime/runtime.ts";

/** How long each way of telling the team may take, in milliseconds. */
const patience = 1_000;

/**
 * Tells the team something that must not wait: by text, and by a webhook. What fails is logged.
 * @param name of the function, for the log
 */
export async function tellTeam(name: string, context: Context, text: string): Promise<void> {
  const parsed = alertVariables.safeParse(context);
  const { ALERT_NUMBERS, ALERT_WEBHOOK_URL } = parsed.success ? parsed.data : {};
  const numbers = ALERT_NUMBERS ? ALERT_NUMBERS.split(",") : [];
  const told = [
    ...numbers.map((to) => sendMessage(context, to.trim(), text)),
    ...(ALERT_WEBHOOK_URL ? [post(ALERT_WEBHOOK_URL, text)] : []),
  ];
  if (told.length === 0) console.error(`${name}: nobody to tell; set ALERT_NUMBERS or ALERT_WEBHOOK_URL`);
  for (const outcome of await Promise.allSettled(told)) {
    if (outcome.status === "rejected")
      console.error(`${name}: the team was not told:`, reason(outcome.reason));
  }
}

async function sendMessage(context: Context, to: string, body: string): Promise<void> {
  const client = context.getTwilioClient?.({ timeout: patience });
  if (!client) throw new Error("the service does not include credentials");
  await inTime(client.messages.create({ to, from: plan.main, body }));
}

async function post(url: string, text: string): Promise<void> {
  const { ok, status } = await fetch(url, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ text }),
    signal: AbortSignal.timeout(patience),
  });
  if (!ok) throw new Error(`the webhook answered ${status}`);
}

/** Rejects when patience is over, whatever becomes of the work: the client's own limit is for each of its tries. */
async function inTime(work: Promise<unknown>): Promise<void> {
  const late = pause(patience, { ref: false }).then(() => {
    throw new Error("timed out");
  });
  await Promise.race([work, late]);
}

/** What may be logged of an error: no URL and no number is in it. */
function reason(error: unknown): string {
  if (!(error instanceof Error)) return "unknown error";
  return "code" in error ? `${error.name} ${error.code}` : error.name;
}
