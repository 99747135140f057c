import * as z from "zod/mini";
import { attemptQuery } from "../shared/pager/attempt.ts";
import { PageBook } from "../shared/pager/page-book.ts";
import { Pages } from "../shared/pager/pages.ts";
import type { Handler } from "../shared/runtime/runtime.ts";

const status = z.object({ MessageStatus: z.string() });

/** Hears how the message of a page ended: who has it needs no call, who has it not is told in another way. */
export const handler: Handler = async (context, event, callback) => {
  const { recording, attempt } = attemptQuery.parse(event);
  const { MessageStatus } = status.parse(event);
  if (MessageStatus === "delivered") await new PageBook(context).settle(recording, attempt, "delivered");
  else if (MessageStatus === "undelivered" || MessageStatus === "failed")
    await new Pages(context).messageFailed(recording, attempt);
  callback(null, "");
};
