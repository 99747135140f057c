import { AwsClient } from "aws4fetch";
import * as z from "zod/mini";
import { type MetricEvent, metricEvent, type Occasion } from "../../../dialplan/metrics.ts";
import { metricSecrets } from "../../../dialplan/secrets.ts";
import { hmac } from "../runtime/crypto.ts";
import type { Context } from "../runtime/runtime.ts";

/** Where events go. Rejects if they did not arrive. */
type Sink = (events: MetricEvent[], signal: AbortSignal) => Promise<void>;

const variables = z.object(metricSecrets);

/** How long all of it may take, in milliseconds. */
const patience = 1_000;

/** Events that did not arrive since some last did, in the life of a process. */
let lost = 0;

/** When and in which environment a function runs. */
export function occasionIn({ ENVIRONMENT }: Context): Occasion {
  return { environment: typeof ENVIRONMENT === "string" ? ENVIRONMENT : "unknown", at: new Date() };
}

/**
 * Tells statistics what happened: a topic of Amazon's SNS, a webhook, both, or, if the environment names neither, the
 * function's log. To be called where no caller waits. Takes a second at most and never fails: what does not arrive is
 * logged and counted, and the count is told with the next events that do.
 */
export async function tellStatistics(context: Context, events: MetricEvent[]): Promise<void> {
  if (events.length === 0) return;
  const sinks = sinksOf(context);
  if (sinks.length === 0) {
    for (const event of events) console.log(JSON.stringify(event));
    return;
  }
  const counted = lost > 0 ? [metricEvent("metrics", `metrics_lost_${lost}`, occasionIn(context))] : [];
  const signal = AbortSignal.timeout(patience);
  const outcomes = await Promise.allSettled(sinks.map((sink) => sink([...events, ...counted], signal)));
  const failures = outcomes.filter((outcome) => outcome.status === "rejected");
  if (failures.length === 0) {
    lost = 0;
    return;
  }
  lost += events.length;
  // No error in Twilio's sense: the error log leads back to these statistics.
  for (const { reason } of failures)
    console.log(`metrics: ${events.length} not told, ${lost} in all: ${reasonOf(reason)}`);
}

function sinksOf(context: Context): Sink[] {
  const { success, data } = variables.safeParse(context);
  if (!success) return [];
  const {
    SNS_TOPIC_ARN: topic,
    SNS_ACCESS_KEY_ID: accessKeyId,
    SNS_SECRET_ACCESS_KEY: secretAccessKey,
  } = data;
  const { METRICS_WEBHOOK_URL: url, METRICS_WEBHOOK_SECRET: secret } = data;
  return [
    ...(topic && accessKeyId && secretAccessKey
      ? [snsSink(topic, { accessKeyId, secretAccessKey }, data.SNS_ENDPOINT)]
      : []),
    ...(url && secret ? [webhookSink(url, secret)] : []),
  ];
}

/** {@link https://docs.aws.amazon.com/sns/latest/api/API_Publish.html} */
function snsSink(
  topic: string,
  keys: { accessKeyId: string; secretAccessKey: string },
  endpoint: string | undefined,
): Sink {
  const region = topic.split(":")[3] ?? "";
  const client = new AwsClient({ ...keys, region, service: "sns", retries: 0 });
  return async (events, signal) => {
    await Promise.all(
      events.map(async (event) => {
        const publish = {
          Action: "Publish",
          Version: "2010-03-31",
          TopicArn: topic,
          Message: JSON.stringify(event),
        };
        const { ok, status } = await client.fetch(endpoint ?? `https://sns.${region}.amazonaws.com/`, {
          method: "POST",
          headers: { "Content-Type": "application/x-www-form-urlencoded" },
          body: new URLSearchParams(publish).toString(),
          signal,
        });
        if (!ok) throw new Error(`SNS answered ${status}`);
      }),
    );
  };
}

/** Posts `{"events": [...]}`, signed: `X-Signature: sha256=<HMAC of the body, hexadecimal>`. */
function webhookSink(url: string, secret: string): Sink {
  return async (events, signal) => {
    const body = JSON.stringify({ events });
    const signature = (await hmac(secret, body)).toString("hex");
    const headers = { "Content-Type": "application/json", "X-Signature": `sha256=${signature}` };
    const { ok, status } = await fetch(url, { method: "POST", headers, body, signal });
    if (!ok) throw new Error(`the webhook answered ${status}`);
  };
}

/** What may be logged: no URL is in it. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "failed";
  return error.name === "Error" ? error.message : error.name;
}
