import { createHash } from "node:crypto";

const MARK = / \[pulumi:([0-9a-f]{12})\]$/;

/**
 * A friendly name with the mark of the resource that bought the number. Twilio's API has no key that makes a purchase
 * safe to repeat; the mark tells a later attempt what an earlier one has bought.
 */
export function marked(friendlyName: string, accountSid: string, urn: string): string {
  return `${unmarked(friendlyName)} [pulumi:${markOf(accountSid, urn)}]`;
}

/** A friendly name without a mark. */
export function unmarked(friendlyName: string): string {
  return friendlyName.replace(MARK, "");
}

/** Whether a friendly name bears the mark of a resource. */
export function bearsMark(friendlyName: string, accountSid: string, urn: string): boolean {
  return MARK.exec(friendlyName)?.[1] === markOf(accountSid, urn);
}

/** The mark of a resource: the same for it in every run, another one for each resource, stack and account. */
function markOf(accountSid: string, urn: string): string {
  return createHash("sha256").update(`${accountSid} ${urn}`).digest("hex").slice(0, 12);
}
