import { readdirSync } from "node:fs";
import { join, posix, relative, sep } from "node:path";

const visibilities = ["public", "protected", "private"] as const;
export type Visibility = (typeof visibilities)[number];

/** `a.protected.ts` is `a.ts`, protected; nothing for a file that names no visibility. */
export function visibilityIn(file: string): { visibility: Visibility; name: string } | undefined {
  const [, stem, said, extension] = /^(.+)\.([a-z]+)(\.[^./]+)$/.exec(file) ?? [];
  const visibility = visibilities.find((each) => each === said);
  return visibility && { visibility, name: `${stem}${extension}` };
}

/** The files of a folder and the folders in it, relative to it, with `/`; none if there is no such folder. */
export function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join(posix.sep));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}
