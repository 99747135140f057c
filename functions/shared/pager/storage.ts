import { AwsClient } from "aws4fetch";
import type { PagerContext } from "../../../systems/pager/variables.ts";

/** How long one upload may take, in milliseconds. */
const patience = 5_000;

/**
 * Keeps a file in S3-compatible storage, if the environment names one.
 * @param key such as `recordings/2026-11-21T09:30:00.000Z.mp3`
 * @throws if the storage refuses it
 */
export async function keep(
  context: PagerContext,
  key: string,
  content: Uint8Array | string,
  type: string,
): Promise<void> {
  const { S3_ENDPOINT, S3_BUCKET, S3_REGION: region = "us-east-1" } = context;
  const { S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = context;
  if (!S3_ENDPOINT || !S3_BUCKET || !accessKeyId || !secretAccessKey) return;
  const client = new AwsClient({ accessKeyId, secretAccessKey, region, service: "s3", retries: 2 });
  const path = key.split("/").map(encodeURIComponent).join("/");
  const answer = await client.fetch(`${S3_ENDPOINT.replace(/\/$/, "")}/${S3_BUCKET}/${path}`, {
    method: "PUT",
    body: content,
    headers: { "Content-Type": type },
    signal: AbortSignal.timeout(patience),
  });
  if (!answer.ok) throw new Error(`the storage answered ${answer.status} for ${key}`);
}
