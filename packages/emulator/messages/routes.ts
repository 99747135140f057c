import { z } from "zod";
import type { JsonRoutes } from "../rest/json-routes.ts";
import type { Messages } from "./messages.ts";

const sms = z.strictObject({
  from: z.string(),
  to: z.string(),
  body: z.string().optional(),
  mediaUrls: z.array(z.string()).optional(),
});

const received = z.strictObject({ sid: z.string() });

/** The path by which somebody outside writes to a number, and by which to see what came of it. */
export const messageRoutes = (messages: Messages): JsonRoutes => ({
  // Null for what was sent by the account, and for what was long ago.
  "GET /emulator/messages": (query) => ({ trace: messages.trace(received.parse(query).sid) ?? null }),
  "POST /emulator/messages": (body) => messages.receive(sms.parse(body)),
});
