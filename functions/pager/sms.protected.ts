import settings from "baked:pager";
import MessagingResponse from "twilio/lib/twiml/MessagingResponse.js";
import { commandOf, halp } from "../../systems/pager/commands.ts";
import { memberAt } from "../../systems/pager/rota.ts";
import { pagerVariables } from "../../systems/pager/variables.ts";
import { Members } from "../shared/pager/members.ts";
import { answer, type Context, type Event, type Handler } from "../shared/runtime/runtime.ts";

const { users } = settings.available_users;

/** Answers a member's text; strangers hear nothing. */
export const handler: Handler = async (context, event, callback) => {
  const reply = new MessagingResponse();
  const text = await respond(context, event).catch((error: unknown) => {
    console.error("sms:", error instanceof Error ? error.message : "failed");
    return "The pager cannot do that at the moment. Nothing was changed. Try again in a minute.";
  });
  if (text) reply.message(text);
  answer(callback, reply);
};

async function respond(context: Context, event: Event): Promise<string | undefined> {
  const member = memberAt(event.From, users);
  if (!member) return undefined;
  const { FROM_PHONE } = pagerVariables.parse(context);
  if (event.To !== FROM_PHONE) return `Wrong number. Send commands to ${FROM_PHONE}.`;
  const members = new Members(context);
  const flood = await members.flood(member);
  if (flood !== "no") return flood === "first" ? "Too many commands. Try again in ten minutes." : undefined;
  switch (commandOf(event.Body)) {
    case "WHO":
      return members.who();
    case "LOOK":
      return members.look();
    case "TAKE":
      return members.take(member);
    case "C":
      return members.confirm(member);
    case "X":
      return members.cancel(member);
    default:
      return halp;
  }
}
