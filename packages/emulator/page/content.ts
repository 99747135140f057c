import { z } from "zod";
import type { Resource } from "../store/index.ts";

/** Media of messages, and versions of functions and assets. */
const kept = z.union([
  z.instanceof(Buffer).transform((bytes) => ({ bytes, contentType: undefined })),
  z.object({ bytes: z.instanceof(Buffer), contentType: z.string().optional() }),
]);

/** The file that a resource keeps: a picture of a message, the code of a function. Without `base64` when it keeps none. */
export function contentIn({ hidden, properties }: Resource): { contentType: string; base64?: string } {
  const content = kept.safeParse(hidden.content).data;
  const type = content?.contentType ?? properties.content_type ?? "application/octet-stream";
  return { contentType: String(type), ...(content && { base64: content.bytes.toString("base64") }) };
}
