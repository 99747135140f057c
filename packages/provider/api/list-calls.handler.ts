import { invocationHandlerOf } from "../lifecycle/invocation.ts";
import { given, moment } from "../properties/wire.ts";
import { listCalls } from "./list-calls.ts";

export const listCallsHandler = invocationHandlerOf(
  listCalls,
  async ({ startTimeAfter, startTimeBefore, ...filters }, { twilio }) => {
    const times = { startTimeAfter: moment(startTimeAfter), startTimeBefore: moment(startTimeBefore) };
    const all = await twilio.calls.list(given({ ...filters, ...times }));
    return {
      calls: all.map((call) => ({
        sid: call.sid,
        ...(call.parentCallSid && { parentCallSid: call.parentCallSid }),
        from: call.from ?? "",
        to: call.to ?? "",
        direction: call.direction ?? "",
        status: call.status,
        ...(call.startTime && { startTime: call.startTime.toISOString() }),
        ...(call.endTime && { endTime: call.endTime.toISOString() }),
        ...(call.duration && { duration: Number(call.duration) }),
      })),
    };
  },
);
