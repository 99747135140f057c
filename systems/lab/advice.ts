/** What to do about what Twilio refuses when a text is sent, by its error code. {@link https://www.twilio.com/docs/api/errors} */
const advice: Record<number, string> = {
  21211: "Write the number in E.164 form, such as +15035550190.",
  21408: "Allow texts to that country: console.twilio.com, Messaging, Settings, Geo permissions.",
  21606: "Send from a number of this account that can send texts.",
  21608:
    "This is a trial account: it sends only to numbers that are verified caller IDs. Verify the number " +
    "(console.twilio.com, Phone Numbers, Verified Caller IDs) or upgrade the account.",
  21610: "Whoever has that number has answered STOP, and must answer START before texts reach it again.",
  21659: "Send from a number of this account that can send texts.",
};

/** Twilio's refusal, and what to do about it where we know. */
export function explained(code: number, message: string): string {
  return [`${message.replace(/\.?$/, ".")}${code ? ` (${code})` : ""}`, advice[code]]
    .filter(Boolean)
    .join(" ");
}
