import { z } from "zod";
import type { Messages } from "../messages/index.ts";
import type { Platform } from "../platform.ts";
import type { Json, Resource } from "../store/index.ts";
import type { Voice } from "../voice/index.ts";

const input = z.intersection(
  z.union([
    z.object({ press: z.string() }),
    z.object({ say: z.string() }),
    z.object({ message: z.number() }),
  ]),
  z.object({ after: z.number().optional() }),
);

const script = z.strictObject({
  outcome: z.enum(["answers", "busy", "no-answer", "failed"]),
  rings: z.number(),
  inputs: z.array(input),
  hangsUpAfter: z.number().optional(),
});

const resource = z.strictObject({
  kind: z.string(),
  account: z.string(),
  parents: z.record(z.string(), z.string()),
  key: z.string(),
  properties: z.record(z.string(), z.json()),
  hidden: z.record(z.string(), z.json()),
  created: z.number(),
  updated: z.number(),
  sequence: z.int().min(1),
});

/** Everything an emulator remembers, as JSON. It holds passwords and tokens in plain. */
export const snapshotSchema = z.strictObject({
  /** What this is, and in which form. */
  emulator: z.literal(1),
  /** When it was taken, on the emulator's clock. */
  time: z.iso.datetime(),
  /** The account that owns the rest. */
  account: z.strictObject({ accountSid: z.string(), authToken: z.string() }),
  random: z.strictObject({ seed: z.string(), counts: z.record(z.string(), z.int()) }),
  /** Oldest first. */
  resources: z.array(resource),
  phones: z.array(
    z.strictObject({
      address: z.string(),
      contact: z.string(),
      script: script.optional(),
      browser: z.strictObject({ accountSid: z.string(), expires: z.number() }).optional(),
    }),
  ),
  parties: z.record(z.string(), script),
  optedOut: z.array(z.string()),
});

/** Such a document. */
export type Snapshot = z.output<typeof snapshotSchema>;

/** The account that an emulator begins with. */
export type Account = Snapshot["account"];

/** What a snapshot is taken of. */
export interface Remembered {
  platform: Platform;
  voice: Pick<Voice, "phones" | "parties">;
  messages: Pick<Messages, "optedOut" | "import">;
}

/** How contents (code, assets, media) are written and read: as they are in JSON, or kept elsewhere. */
export interface Contents {
  write(content: Buffer): Json;
  /** @throws when it is not what `write` gave */
  read(written: Json): Buffer;
}

/** Contents in the document itself. */
export const inline: Contents = {
  write: (content) => content.toString("base64"),
  read: (written) => Buffer.from(z.base64().parse(written), "base64"),
};

const contentMark = "$content";

/** What is on its way when a snapshot is taken has nobody to go on with it. */
const unfinished: Record<string, { statuses: string[]; becomes: Record<string, Json> }> = {
  "api/Calls": { statuses: ["queued", "ringing", "in-progress"], becomes: { status: "failed" } },
  "api/Messages": {
    statuses: ["accepted", "queued"],
    becomes: { status: "failed", error_code: 30008, error_message: "Unknown error" },
  },
};

/** Writes down all that an emulator remembers. */
export function takeSnapshot(
  { platform, voice, messages }: Remembered,
  account: Account,
  contents: Contents = inline,
): Snapshot {
  const { store, clock, random } = platform;
  return {
    emulator: 1,
    time: new Date(clock.now()).toISOString(),
    account: { ...account },
    random: random.export(),
    resources: store.everything().map(({ kind, account: owner, parents, key, ...rest }) => ({
      kind,
      account: owner,
      parents,
      key,
      properties: structuredClone(rest.properties),
      hidden: written(rest.hidden, contents),
      created: rest.created,
      updated: rest.updated,
      sequence: rest.sequence,
    })),
    phones: structuredClone(voice.phones.all()),
    parties: structuredClone(voice.parties.export()),
    optedOut: [...messages.optedOut],
  };
}

/**
 * Fills an empty emulator with what another one remembered. Moves the clock on to that time, if it is behind.
 * @throws ZodError when it is no snapshot
 */
export function restoreSnapshot(
  document: unknown,
  { platform, voice, messages }: Remembered,
  contents: Contents = inline,
): void {
  const snapshot = snapshotSchema.parse(document);
  const { store, clock, random } = platform;
  const read = snapshot.resources.map((one): Resource => ({ ...one, hidden: readAll(one.hidden, contents) }));
  const behind = Date.parse(snapshot.time) - clock.now();
  if (behind > 0) clock.advance(behind);
  random.import(snapshot.random);
  for (const one of read) {
    const { statuses = [], becomes = {} } = unfinished[one.kind] ?? {};
    if (statuses.includes(String(one.properties.status))) Object.assign(one.properties, becomes);
    store.restore(one);
  }
  voice.phones.import(snapshot.phones);
  for (const [address, how] of Object.entries(snapshot.parties)) voice.parties.script(address, how);
  messages.import(snapshot.optedOut);
}

function written(hidden: Record<string, unknown>, contents: Contents): Record<string, Json> {
  return Object.fromEntries(Object.entries(hidden).map(([name, value]) => [name, toJson(value, contents)]));
}

function toJson(value: unknown, contents: Contents): Json {
  if (Buffer.isBuffer(value)) return { [contentMark]: contents.write(value) };
  if (Array.isArray(value)) return value.map((one) => toJson(one, contents));
  if (typeof value === "object" && value !== null) {
    const given = Object.entries(value).filter(([, one]) => one !== undefined);
    return Object.fromEntries(given.map(([name, one]) => [name, toJson(one, contents)]));
  }
  if (value === null || ["string", "number", "boolean"].includes(typeof value)) return value as Json;
  throw new Error(`a ${typeof value} cannot be kept`);
}

const readAll = (hidden: Record<string, Json>, contents: Contents): Record<string, unknown> =>
  Object.fromEntries(Object.entries(hidden).map(([name, value]) => [name, fromJson(value, contents)]));

function fromJson(value: Json, contents: Contents): unknown {
  if (Array.isArray(value)) return value.map((one) => fromJson(one, contents));
  if (typeof value !== "object" || value === null) return value;
  const content = value[contentMark];
  return content === undefined ? readAll(value, contents) : contents.read(content);
}
