import * as z from "zod/mini";

/** The Sync map of all versions that were ever saved. The one with the highest number is the latest. */
export const versionsMap = "versions";
/** The Sync map of what they say, in parts: `<SID of the asset version>-<part>`. */
export const contentsMap = "contents";

/** A version of the routes that somebody saved, in Sync as `Maps/versions/Items/<number>`. */
export const savedVersion = z.lazy(() => {
  const published = z.object({ who: z.string(), when: z.string() });
  return z.object({
    /** Counted from 0, which is what the stack brought up. Nobody can take a number that is taken. */
    number: z.number(),
    /** SID of the asset version that has these routes. */
    asset: z.string(),
    /** How many parts of it there are. */
    parts: z.number(),
    /** Who saved it. */
    who: z.string(),
    /** ISO 8601. */
    when: z.string(),
    comment: z.string(),
    /** The number of the version whose routes these are again. */
    undoes: z.optional(z.number()),
    /** SID of the build that has it, beside the functions that were live when it was made. */
    build: z.optional(z.string()),
    /** Who is publishing it, until it is written down that it was published. */
    publishing: z.optional(published),
    /** Who published it last. */
    published: z.optional(published),
  });
});
export type SavedVersion = z.infer<typeof savedVersion>;

/** One part of what a version says. */
export const contentPart = z.lazy(() => z.object({ part: z.string() }));

/** A key by which versions stand in Sync in the order of their numbers. */
export const versionKey = (number: number): string => String(number).padStart(10, "0");

export const partKey = (asset: string, index: number): string => `${asset}-${index}`;

/** Characters of a part: Sync takes 16 KiB an item. {@link https://www.twilio.com/docs/sync/limits} */
const partSize = 16_000;

/** The most that may be saved, in bytes of JSON: some eight thousand routes. */
export const longestRoutes = 1_000_000;

/** Loaded where it is used: most requests of administrators pack nothing, and load faster without. */
const zlib = () => import("node:zlib");

/** A text, packed into parts that Sync takes. */
export async function pack(text: string): Promise<string[]> {
  const { deflateRawSync } = await zlib();
  const packed = deflateRawSync(text).toString("base64");
  return packed.match(new RegExp(`.{1,${partSize}}`, "g")) ?? [];
}

/** The text that was packed. */
export async function unpack(parts: string[]): Promise<string> {
  const { inflateRawSync } = await zlib();
  return inflateRawSync(Buffer.from(parts.join(""), "base64")).toString();
}
