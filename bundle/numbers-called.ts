import type { Settings } from "./settings.ts";

/** Numbers that functions call whatever the dial plan says: people of the network's own, who take callers or pages. E.164. */
export function numbersCalled({ menus, pager }: Pick<Settings, "menus" | "pager">): string[] {
  const operators = menus.operator?.operators.filter((each) => each.startsWith("+")) ?? [];
  const members = Object.values(pager?.available_users.users ?? {}).map(({ phone }) => phone);
  return [...operators, ...members];
}
