import { join } from "node:path";
import { z } from "zod";
import { listFolder, makeFolder, readIfThere, writeDurably } from "./files.ts";

/**
 * One update of a stack, as its history keeps it.
 * {@link https://github.com/pulumi/pulumi/blob/master/pkg/backend/updates.go}
 */
export const updateInfo = z.object({
  kind: z
    .enum(["update", "preview", "refresh", "destroy", "import", "Resource Import", "rename"])
    .or(z.string()),
  /** Seconds since 1970. */
  startTime: z.number(),
  message: z.string().default(""),
  environment: z.record(z.string(), z.string()).nullish(),
  /** As in the stack file, secrets encrypted, with the project's defaults. */
  config: z.record(z.string(), z.unknown()).nullish(),
  version: z.number().default(0),
  result: z.enum(["succeeded", "failed", "in-progress"]),
  /** Seconds since 1970. */
  endTime: z.number(),
  /** By operation (`create`, `same`, ...). */
  resourceChanges: z.record(z.string(), z.number()).nullish(),
});

export type UpdateInfo = z.infer<typeof updateInfo>;

/** Keeps an update and the checkpoint it ended with. `now` is in nanoseconds since 1970 and names the files. */
export async function writeHistory(
  folder: string,
  stack: string,
  update: UpdateInfo,
  checkpoint: Buffer,
  now: bigint,
): Promise<void> {
  await makeFolder(folder);
  const base = join(folder, `${stack}-${now}`);
  await writeDurably(`${base}.history.json`, [Buffer.from(JSON.stringify(update))]);
  await writeDurably(`${base}.checkpoint.json`, [checkpoint]);
}

/** All updates of a stack, the latest first. @throws Error that names a file that is not what it should be */
export async function readHistory(folder: string): Promise<UpdateInfo[]> {
  const names = (await listFolder(folder)).filter((name) => name.endsWith(".history.json")).reverse();
  return Promise.all(
    names.map(async (name) => {
      const file = join(folder, name);
      try {
        return updateInfo.parse(JSON.parse((await readIfThere(file)) ?? ""));
      } catch (cause) {
        throw new Error(`the history file ${file} cannot be read`, { cause });
      }
    }),
  );
}
