import { z } from "zod";

/** The file in which the network's menus are written down. */
export const menusFile = "assets/dialer/menus.json";

const name = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_-]{0,39}$/, "is not a name; write up to 40 lower-case letters, digits, - and _");
const e164 = z
  .string()
  .regex(/^\+[1-9]\d{7,14}$/, 'is not a number in E.164 form; write it as "+15035550100"');

const recording = z.strictObject({
  play: z
    .string()
    .regex(/^\/[\w./-]+\.(wav|mp3)$/, "is not the path of a public sound; write /chime.wav")
    .describe("URL path of a public asset of this folder: /chime.wav is chime.public.wav."),
});
const spoken = z.union(
  [z.string().min(1).describe("Is said."), recording],
  'must be a text to say, or a sound: { "play": "/chime.wav" }',
);
const sound = z.union(
  [recording, z.strictObject({ en: spoken, es: spoken })],
  'must be { "en": ..., "es": ... } with texts to say or sounds, or one sound for both: { "play": "/chime.wav" }',
);
export type Sound = z.infer<typeof sound>;

const statement = z
  .union(
    [name, z.strictObject({ random: z.array(name).min(2, "must name two sounds at least") })],
    'must be the name of a sound, or { "random": ["one sound", "another"] }',
  )
  .describe("A sound by its name, or one of several, chosen anew each time.");
export type Statement = z.infer<typeof statement>;

const places = [
  z.literal("operator").describe("The operator's queue."),
  z.literal("dial-tone").describe("The caller dials a number, as on the phone itself."),
  z.strictObject({ context: name.describe("Another menu.") }),
  z.strictObject({ number: e164.describe("An outside number.") }),
  z.strictObject({ extension: name.describe("A phone of the network.") }),
  z.strictObject({ message: name.describe("A mailbox in which the caller leaves a message.") }),
] as const;
const oneOf =
  'must be "operator", "dial-tone", { "context": ... }, { "number": "+15035551212" }, { "extension": ... } or { "message": ... }';
const place = z.union(places, oneOf);
const destination = z
  .union(
    [...places, z.strictObject({ random: z.array(place).min(2, "must name two destinations at least") })],
    `${oneOf}, or { "random": [...] } with several of these`,
  )
  .describe("Where a key leads.");
export type Place = z.infer<typeof place>;
export type Destination = z.infer<typeof destination>;

const entry = z.strictObject({
  say: name.describe("Sound that tells what the key is for; which key to press is said after it."),
  to: destination,
});
const otherKey = entry.extend({ say: entry.shape.say.optional() });
export type Entry = z.infer<typeof otherKey>;

const before = z
  .union(
    [
      z.strictObject({
        friction: name.describe(
          "Sound; a key chosen at random is named after it, and must be pressed to get in.",
        ),
      }),
      z.strictObject({ maintenance: name.describe("Sound; then the call ends.") }),
    ],
    'must be { "friction": "a sound" } or { "maintenance": "a sound" }',
  )
  .describe("What comes before the menu each time it is entered.");

const context = z.strictObject({
  comment: z.string().optional(),
  parent: name.optional().describe("The menu that # leads to; left out: this one begins again."),
  before: before.optional(),
  intro: z.array(statement).optional().describe("Heard once, when the menu is entered."),
  nextContext: name.optional().describe("The menu that follows the intro, instead of keys."),
  entries: z
    .array(entry)
    .max(9, "has more than 9 entries")
    .optional()
    .describe("For keys 1 to 9, in this order."),
  keys: z
    .record(
      z.string().regex(/^[0-9]$/, "is not a key; write one of 0 to 9 (* and # have their meaning)"),
      otherKey,
    )
    .optional()
    .describe("For other keys; a key without a sound is not told."),
});
export type MenuContext = z.infer<typeof context>;

const operator = z.strictObject({
  operators: z
    .array(z.union([e164, name], "must be an extension, or a number such as +15035550100"))
    .min(1, "must name an operator")
    .max(10, "names more than 10 operators")
    .describe("Extensions or numbers that are called, all at once. Who accepts first gets the caller."),
  hold: z
    .array(statement)
    .min(1, "must name a sound")
    .describe("Heard while waiting, over and over: for some seconds at least."),
  timeout: z
    .int()
    .min(10, "is too short; give at least 10 seconds")
    .max(600, "is too long; give at most 600 seconds")
    .describe("How long the caller waits, and the operators' telephones ring, in seconds."),
  message: name.describe("The mailbox in which callers may leave a message afterwards."),
});
export type Operator = z.infer<typeof operator>;

const mailbox = z.strictObject({
  say: name.describe("Sound before the tone."),
  notify: z.array(e164).default([]).describe("Numbers that are told of each message by text."),
});
export type Mailbox = z.infer<typeof mailbox>;

const retention = z.union(
  [
    z
      .int()
      .min(1, "must be a day at least")
      .max(3_650, 'is more than ten years; write "forever" for messages that nobody deletes'),
    z.literal("forever"),
  ],
  'must be a number of days, or "forever"',
);

export const menusSchema = z
  .strictObject({
    $schema: z.string().optional(),
    sounds: z
      .record(name, sound)
      .describe("What callers hear, by name. press-0 to press-9 replace what is said to name a key."),
    contexts: z
      .record(name, context)
      .describe("The menus by name. Those of other names are behind the trunk."),
    operator: operator.optional().describe("Who answers callers that ask for the operator."),
    mailboxes: z.record(name, mailbox).default({}).describe("Where messages are left, by name."),
    messageRetentionDays: retention
      .default(90)
      .describe('How long messages in mailboxes are kept, in days; "forever": until somebody deletes them.'),
  })
  .describe("The menus of the network.");

/** The file as it is written, defaults filled in. */
export type MenusFile = z.infer<typeof menusSchema>;
