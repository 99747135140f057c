import { invocationHandlerOf } from "../lifecycle/invocation.ts";
import { given, moment } from "../properties/wire.ts";
import { listMessages } from "./list-messages.ts";

export const listMessagesHandler = invocationHandlerOf(
  listMessages,
  async ({ dateSentAfter, dateSentBefore, ...filters }, { twilio }) => {
    const dates = { dateSentAfter: moment(dateSentAfter), dateSentBefore: moment(dateSentBefore) };
    const all = await twilio.messages.list(given({ ...filters, ...dates }));
    return {
      messages: all.map((message) => ({
        sid: message.sid,
        from: message.from ?? "",
        to: message.to ?? "",
        body: message.body ?? "",
        direction: message.direction,
        status: message.status,
        ...(message.errorCode && { errorCode: message.errorCode }),
        ...(message.dateSent && { dateSent: message.dateSent.toISOString() }),
      })),
    };
  },
);
