import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { versionsOf } from "../nouns/serverless/build.ts";
import { contentOf } from "../nouns/serverless/content.ts";
import type { Platform } from "../platform.ts";
import { type Resource, text } from "../store/index.ts";

/** Where the functions and private assets of a build are, by their paths. */
export interface BuildFiles {
  functions: Record<string, string>;
  assets: Record<string, string>;
}

/** Writes what functions of a build can load or open into a folder of its own: code and private assets. */
export async function writeBuild(build: Resource, platform: Platform, root: string): Promise<BuildFiles> {
  const { functions, assets } = versionsOf(build, platform);
  const folder = join(root, build.key);
  const isPrivate = (asset: Resource) => text(asset, "visibility") === "private";
  return {
    functions: await writeAll(functions, join(folder, "functions"), ".js"),
    assets: await writeAll(assets.filter(isPrivate), join(folder, "assets"), ""),
  };
}

async function writeAll(
  versions: Resource[],
  folder: string,
  extension: string,
): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  await mkdir(folder, { recursive: true });
  // Functions are CommonJS, whatever folder the emulator stands in.
  await writeFile(join(folder, "package.json"), '{"type":"commonjs"}');
  for (const version of versions) {
    const path = text(version, "path") ?? "";
    const file = join(folder, `${path.endsWith("/") ? `${path}index` : path}${extension}`);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, contentOf(version).bytes);
    files[path] = file;
  }
  return files;
}
