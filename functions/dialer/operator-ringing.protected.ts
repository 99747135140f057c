import * as z from "zod/mini";
import { networkOf } from "../shared/calls/network.ts";
import { menusOf } from "../shared/menus/menus.ts";
import { logFailure, OperatorCalls } from "../shared/operator/calls.ts";
import type { Handler } from "../shared/runtime/runtime.ts";

const ringing = z.object({ queue: z.string(), CallSid: z.string() });

/** An operator's telephone rings. If the caller has hung up while it was called, it need not. Nobody waits for this. */
export const handler: Handler = async (context, event, callback) => {
  try {
    const { queue, CallSid } = ringing.parse(event);
    const calls = new OperatorCalls(context, networkOf(context), menusOf());
    if ((await calls.waiting(queue)) === 0) await calls.end(CallSid);
  } catch (error) {
    logFailure("a telephone may ring for nobody", error);
  }
  callback(null, "");
};
