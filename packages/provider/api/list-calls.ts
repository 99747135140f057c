import { z } from "zod";
import { invocation } from "../declare/invocation.ts";
import { instant, sid } from "../declare/properties.ts";

const call = z
  .object({
    sid: z.string().describe("Twilio's SID of the call."),
    parentCallSid: z.string().optional().describe("The SID of the call that made this one, if one did."),
    from: z.string().describe("Who called."),
    to: z.string().describe("Who was called."),
    direction: z.string().describe("`inbound`, `outbound-api` or `outbound-dial`."),
    status: z.string().describe("How far it has come, such as `in-progress` or `completed`."),
    startTime: z.string().optional().describe("When it began, in ISO 8601; not there before that."),
    endTime: z.string().optional().describe("When it ended, in ISO 8601; not there before that."),
    duration: z.int().optional().describe("Its length in seconds; not there before its end."),
  })
  .meta({ title: "Call", description: "A call that the account made or got." });

/**
 * Lists the calls of the account, the newest first.
 * https://www.twilio.com/docs/voice/api/call-resource
 */
export const listCalls = invocation("twilio:api:listCalls", {
  inputs: {
    /** Only calls to this number, SIP address or client. Default: all. */
    to: z.string().min(1).optional(),
    /** Only calls from this number, SIP address or client. Default: all. */
    from: z.string().min(1).optional(),
    /** Only calls that this call made. Default: all. */
    parentCallSid: sid("CA", "a call").optional(),
    /** Only calls that have come so far. Default: all. */
    status: z
      .enum(["queued", "ringing", "in-progress", "completed", "busy", "failed", "no-answer", "canceled"])
      .optional(),
    /** Only calls that began at or after this time, in ISO 8601. Default: all. */
    startTimeAfter: instant().optional(),
    /** Only calls that began at or before this time, in ISO 8601. Default: all. */
    startTimeBefore: instant().optional(),
    /** How many to list at most. Default: 50. */
    limit: z.int().min(1).default(50),
  },
  outputs: {
    /** The calls; possibly none. */
    calls: z.array(call),
  },
});
