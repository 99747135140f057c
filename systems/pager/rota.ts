import * as z from "zod/mini";
import type { PagerSettings } from "./settings.ts";

/** What stands in Sync as `Documents/rota`. Empty until somebody takes the pager. */
export const storedRota = z.object({
  oncall_user: z.optional(z.string()),
  /** ISO 8601. */
  last_modified_time: z.optional(z.string()),
  last_modified_user_id: z.optional(z.string()),
});

/** Who is on call, since when, and who said so. */
export interface Rota extends z.infer<typeof storedRota> {
  oncall_user: string;
}

export type User = PagerSettings["available_users"]["users"][string];

/** The member who is on call: the first one if whoever was has left the team. */
export function onCall({ oncall_user }: Rota, users: Record<string, User>): User {
  const user = users[oncall_user] ?? Object.values(users)[0];
  if (!user) throw new Error("The team has no member.");
  return user;
}

/** The member who has a telephone number; nothing for a stranger. */
export function memberAt(phone: unknown, users: Record<string, User>): User | undefined {
  return Object.values(users).find((user) => user.phone === phone);
}
