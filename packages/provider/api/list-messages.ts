import { z } from "zod";
import { invocation } from "../declare/invocation.ts";
import { instant } from "../declare/properties.ts";

const message = z
  .object({
    sid: z.string().describe("Twilio's SID of the message."),
    from: z.string().describe("The sender."),
    to: z.string().describe("The recipient."),
    body: z.string().describe("The text."),
    direction: z.string().describe("`inbound`, `outbound-api`, `outbound-call` or `outbound-reply`."),
    status: z.string().describe("How far it has come, such as `delivered` or `undelivered`."),
    errorCode: z.int().optional().describe("Twilio's error code, when it was not delivered."),
    dateSent: z.string().optional().describe("When it was sent, in ISO 8601; not there before that."),
  })
  .meta({ title: "Message", description: "A text message that the account sent or got." });

/**
 * Lists the messages of the account, the newest first. The texts stand in what it answers: keep them out of outputs
 * that strangers can read.
 * https://www.twilio.com/docs/messaging/api/message-resource
 */
export const listMessages = invocation("twilio:api:listMessages", {
  inputs: {
    /** Only messages to this number. Default: all. */
    to: z.string().min(1).optional(),
    /** Only messages from this number. Default: all. */
    from: z.string().min(1).optional(),
    /** Only messages sent at or after this time, in ISO 8601. Default: all. */
    dateSentAfter: instant().optional(),
    /** Only messages sent at or before this time, in ISO 8601. Default: all. */
    dateSentBefore: instant().optional(),
    /** How many to list at most. Default: 50. */
    limit: z.int().min(1).default(50),
  },
  outputs: {
    /** The messages; possibly none. */
    messages: z.array(message),
  },
});
