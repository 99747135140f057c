import type { IncomingHttpHeaders } from "node:http";
import type { Json } from "../store/index.ts";
import { TwilioError } from "./errors.ts";
import type { Upload } from "./request.ts";

/** A request's body, read by its content type. */
export interface RequestBody {
  form: [name: string, value: string][];
  json?: Json;
  uploads: Record<string, Upload>;
}

export const isJson = (contentType: string | undefined) =>
  /^application\/(.+\+)?json\b/.test(contentType ?? "");

/**
 * Parses what somebody sent. A property named `__proto__` is left out: it would change the object it is copied into.
 * @throws SyntaxError when it is not JSON
 */
export const parseJson = (text: string): Json =>
  JSON.parse(text, (name, value: Json) => (name === "__proto__" ? undefined : value));

/**
 * Reads a form, JSON or multipart body.
 * @throws TwilioError 20001 when it is not what its content type says
 */
export async function readBody(headers: IncomingHttpHeaders, raw: Buffer): Promise<RequestBody> {
  const type = headers["content-type"] ?? "";
  try {
    if (isJson(type))
      return { form: [], uploads: {}, json: raw.length > 0 ? parseJson(raw.toString()) : null };
    if (type.startsWith("multipart/form-data")) return await readMultipart(type, raw);
  } catch {
    throw new TwilioError(20001, `Invalid parameter: the body is not valid ${type.split(";")[0]}`);
  }
  return { form: [...new URLSearchParams(raw.toString())], uploads: {} };
}

async function readMultipart(type: string, raw: Buffer): Promise<RequestBody> {
  const body: RequestBody = { form: [], uploads: {} };
  const data = await new Response(new Uint8Array(raw), { headers: { "content-type": type } }).formData();
  for (const [name, value] of data) {
    if (typeof value === "string") body.form.push([name, value]);
    else {
      const content = Buffer.from(await value.arrayBuffer());
      body.uploads[name] = { fileName: value.name, contentType: value.type || undefined, content };
    }
  }
  return body;
}
