import { z } from "zod";
import type { JsonRoutes } from "../rest/json-routes.ts";
import type { Messages } from "./messages.ts";

const sms = z.strictObject({
  from: z.string(),
  to: z.string(),
  body: z.string().optional(),
  mediaUrls: z.array(z.string()).optional(),
});

/** The path by which somebody outside writes to a number. */
export const messageRoutes = (messages: Messages): JsonRoutes => ({
  "POST /emulator/messages": (body) => messages.receive(sms.parse(body)),
});
