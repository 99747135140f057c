import { Buffer } from "node:buffer";
import { z } from "zod";
import type { TwilioClient } from "./connection.ts";

/** A new version of a function or an asset. */
export interface Upload {
  serviceSid: string;
  kind: "Functions" | "Assets";
  /** The SID of the function or asset. */
  sid: string;
  path: string;
  visibility: string;
  content: Buffer;
}

const answer = z.object({ sid: z.string() });

/**
 * Uploads a version and gives its SID back. The whole body is in memory, so that it can be sent again; a version that
 * was uploaded twice by this is deleted by Twilio after a week, as is all that no build holds.
 * https://www.twilio.com/docs/serverless/api/resource/function-version
 */
export async function upload(client: TwilioClient, version: Upload): Promise<string> {
  const form = new FormData();
  form.set("Path", version.path);
  form.set("Visibility", version.visibility);
  form.set(
    "Content",
    new Blob([new Uint8Array(version.content)], { type: contentType(version) }),
    fileName(version.path),
  );
  const encoded = new Response(form);
  const response = await client.request({
    method: "post",
    uri: `https://serverless-upload.twilio.com/v1/Services/${version.serviceSid}/${version.kind}/${version.sid}/Versions`,
    headers: { "Content-Type": encoded.headers.get("content-type") ?? "" },
    data: Buffer.from(await encoded.arrayBuffer()),
  });
  return answer.parse(response.body).sid;
}

function fileName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1) || "index";
}

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  css: "text/css",
  gif: "image/gif",
  html: "text/html",
  ico: "image/x-icon",
  jpeg: "image/jpeg",
  jpg: "image/jpeg",
  js: "application/javascript",
  json: "application/json",
  mp3: "audio/mpeg",
  ogg: "audio/ogg",
  pdf: "application/pdf",
  png: "image/png",
  svg: "image/svg+xml",
  txt: "text/plain",
  wav: "audio/wav",
  webp: "image/webp",
  xml: "application/xml",
};

/** Twilio serves an asset with the type it was uploaded with. */
function contentType({ kind, path }: Upload): string {
  if (kind === "Functions") return "application/javascript";
  const extension = /\.([A-Za-z0-9]+)$/.exec(path)?.[1]?.toLowerCase() ?? "";
  return CONTENT_TYPES[extension] ?? "application/octet-stream";
}
