import settings from "baked:lab";
import MessagingResponse from "twilio/lib/twiml/MessagingResponse.js";
import { answerTo } from "../../systems/lab/answer.ts";
import { answer, type Handler } from "../shared/runtime/runtime.ts";

/** Answers a text to the laboratory's number. */
export const handler: Handler = (_context, { Body }, callback) => {
  const reply = new MessagingResponse();
  reply.message(answerTo(typeof Body === "string" ? Body : "", settings));
  answer(callback, reply);
};
