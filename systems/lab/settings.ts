import { z } from "zod";
import { e164 } from "../../dialplan/clients.ts";

/** The file that says what the laboratory's number does. */
export const labFile = "assets/lab/lab.json";

export const labSchema = z
  .strictObject({
    $schema: z.string().optional(),
    numbers: z
      .record(z.string(), e164)
      .describe(
        "The number that receives and sends texts, by environment. An environment that is left out has none.",
      ),
    defaultTo: e164.describe("Whom a text is sent to if nobody else is named."),
    answers: z
      .array(
        z.strictObject({
          contains: z.string().min(1, "must not be empty").describe("What a text must contain, in any case."),
          answer: z
            .string()
            .min(1, "must not be empty")
            .max(1_600, "is longer than the 1600 characters of a text"),
        }),
      )
      .describe("What texts are answered with: the first that fits counts."),
    otherwise: z
      .string()
      .min(1, "must not be empty")
      .max(1_600, "is longer than the 1600 characters of a text")
      .describe("What all other texts are answered with."),
  })
  .describe("What the laboratory's number does.");

export type LabSettings = z.infer<typeof labSchema>;
