import type { MetadataJson } from "libphonenumber-js/core";
import { z } from "zod";
import { allCountries } from "./metadata.ts";

/** The file that says where phones may call. */
export const dialPlanFile = "assets/dialer/dial-plan.json";

/** Types of numbers as libphonenumber tells them apart, that can be called at all. */
const numberTypes = ["FIXED_LINE", "MOBILE", "FIXED_LINE_OR_MOBILE", "TOLL_FREE"] as const;

/** Minutes in a day. */
export const dailyMinutes = z.union(
  [z.int().min(0).max(1_440), z.literal("unlimited")],
  'must be a whole number of minutes, from 0 to 1440, or "unlimited"',
);

export const dialPlanSchema = z
  .strictObject({
    $schema: z.string().optional(),
    countries: z
      .array(z.enum(allCountries))
      .min(1, "must name a country, such as US")
      .describe("Countries that phones may call, as ISO 3166 codes. Numbers of all others are refused."),
    types: z
      .array(z.enum(numberTypes))
      .min(1, `must name a type of number: ${numberTypes.join(", ")}`)
      .describe("Types of numbers that phones may call. Premium-rate numbers are never among them."),
    timeLimit: z
      .int()
      .min(60, "is too short; give at least 60 seconds")
      .max(14_400, "is too long; give at most 14400 seconds")
      .describe(
        "How long a call to an outside number may last, in seconds. Emergency calls and services have no limit.",
      ),
    dailyMinutes: dailyMinutes
      .default(240)
      .describe(
        'How many minutes of calls to outside numbers a phone has in a day (UTC), or "unlimited"; 240 unless given. ' +
          "Emergency calls, services, toll-free numbers and calls within the network do not count.",
      ),
    patience: z
      .int()
      .min(100, "is too short for Twilio to answer; give at least 100 milliseconds")
      .max(2_000, "is too long for a caller to wait; give at most 2000 milliseconds")
      .default(400)
      .describe(
        "How long a caller waits until it is known how many minutes are left, in milliseconds; 400 unless given. Then the " +
          "call is made all the same, for ten minutes at most.",
      ),
    services: z
      .record(
        z.string().regex(/^[2-9]\d\d$/, "is not a service; write three digits, such as 211"),
        z
          .array(
            z
              .string()
              .regex(
                /^(\d{3}|\+[1-9]\d{7,14})$/,
                "is neither the service itself nor a number such as +18666986155",
              ),
          )
          .min(1, "must name what to dial, such as +18666986155"),
      )
      .describe(
        "Three-digit services and what to dial for them, one after the other until a call goes through. Others are refused.",
      ),
  })
  .describe("Where the phones of the network may call.");

export type DialPlan = z.infer<typeof dialPlanSchema>;

/** A dial plan with the phone metadata that is needed to decide by it. */
export interface DialRules extends DialPlan {
  metadata: MetadataJson;
}
