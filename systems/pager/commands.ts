/** What members can send, and what it does. */
const commands = [
  ["WHO", "who is on call"],
  ["TAKE", "take the pager (then C to confirm, X to cancel)"],
  ["C", "confirm a TAKE"],
  ["X", "cancel a TAKE"],
  ["LOOK", "the team and when the pager was taken"],
  ["HALP", "this list"],
] as const;
export type Command = (typeof commands)[number][0];

/** The command that a text is, in any case and with any space around it; nothing if it is none. */
export function commandOf(body: unknown): Command | undefined {
  const word = typeof body === "string" ? body.trim().toUpperCase() : "";
  return commands.find(([name]) => name === word)?.[0];
}

/** What HALP answers, and every text that is no command. */
export const halp = commands
  .filter(([name]) => name.length > 1)
  .map(([name, does]) => `${name}: ${does}`)
  .join("\n");
