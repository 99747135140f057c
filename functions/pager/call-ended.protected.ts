import { attemptQuery } from "../shared/pager/attempt.ts";
import { Pages } from "../shared/pager/pages.ts";
import type { Handler } from "../shared/runtime/runtime.ts";

/** Hears that the call of a page has ended: if nobody took the page in it, the next member is told. */
export const handler: Handler = async (context, event, callback) => {
  const { recording, attempt } = attemptQuery.parse(event);
  await new Pages(context).callEnded(recording, attempt);
  callback(null, "");
};
