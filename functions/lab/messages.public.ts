import * as z from "zod/mini";
import { answerKeyHolder } from "../shared/lab/key-holder.ts";
import { answerJson, type Handler } from "../shared/runtime/runtime.ts";
import { twilioApi } from "../shared/twilio/api.ts";

const log = z.object({
  messages: z.array(
    z.object({
      sid: z.string(),
      date_created: z.string(),
      direction: z.string(),
      from: z.nullable(z.string()),
      to: z.nullable(z.string()),
      body: z.nullable(z.string()),
      status: z.string(),
      error_code: z.nullable(z.number()),
    }),
  ),
});

/** The latest messages of the account with their status, for whoever has the key. */
export const handler: Handler = (context, event, callback) =>
  answerKeyHolder("messages", context, event, callback, async () => {
    const listed = await twilioApi(context, "Messages.json", { parameters: { PageSize: "50" } });
    answerJson(callback, 200, log.parse(listed));
  });
