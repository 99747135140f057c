import settings from "baked:lab";
import * as z from "zod/mini";
import { explained } from "../../systems/lab/advice.ts";
import { labVariables } from "../../systems/lab/variables.ts";
import { answerKeyHolder } from "../shared/lab/key-holder.ts";
import { answerJson, type Handler } from "../shared/runtime/runtime.ts";
import { TwilioRefusal, twilioApi } from "../shared/twilio/api.ts";

const asked = z.object({
  to: z._default(z.string().check(z.regex(/^\+[1-9]\d{7,14}$/)), settings.defaultTo),
  body: z.string().check(z.minLength(1), z.maxLength(1_600)),
});
const sent = z.object({ sid: z.string(), status: z.string(), to: z.string() });

/** Sends a text from the laboratory's number, for whoever has the key. */
export const handler: Handler = (context, event, callback) =>
  answerKeyHolder("send-message", context, event, callback, async () => {
    const { LAB_NUMBER } = labVariables.parse(context);
    const parsed = asked.safeParse({ ...event, to: event.to || undefined });
    if (!parsed.success) {
      const error =
        "Give `body`, 1 to 1600 characters, and `to`, a number such as +15035550190, or no `to` at all.";
      return answerJson(callback, 400, { error });
    }
    if (!LAB_NUMBER)
      return answerJson(callback, 409, { error: "The laboratory has no number in this environment." });
    const { to, body } = parsed.data;
    try {
      const parameters = { To: to, From: LAB_NUMBER, Body: body };
      answerJson(
        callback,
        200,
        sent.parse(await twilioApi(context, "Messages.json", { method: "POST", parameters })),
      );
    } catch (error) {
      if (!(error instanceof TwilioRefusal)) throw error;
      answerJson(callback, 422, { error: explained(error.code, error.message) });
    }
  });
