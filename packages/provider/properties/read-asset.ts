import { Buffer } from "node:buffer";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { AssetValue } from "../declare/asset.ts";
import type { Call } from "../lifecycle/handlers.ts";

/** Reads the content of an asset. Paths start from the project's folder. */
export async function readAsset(
  { source }: AssetValue,
  { folder, signal }: Pick<Call, "folder" | "signal">,
): Promise<Buffer> {
  if (source === undefined)
    throw new Error("the content of the file is not known: only its hash is kept in state");
  if ("text" in source) return Buffer.from(source.text, "utf8");
  if ("path" in source) return readFile(resolve(folder, source.path), { signal });
  if (source.uri.startsWith("file:")) return readFile(fileURLToPath(source.uri), { signal });
  const response = await fetch(source.uri, { signal });
  if (!response.ok) throw new Error(`content: ${source.uri} answered with status ${response.status}`);
  return Buffer.from(await response.arrayBuffer());
}
