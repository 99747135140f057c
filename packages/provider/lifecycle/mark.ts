import { createHash } from "node:crypto";
import type { Call } from "./handlers.ts";

const MARK = / \[pulumi:([0-9a-f]{12})\]$/;

/**
 * A friendly name with the mark of the resource that made what bears it. Twilio's API has no key that makes a create
 * safe to repeat; the mark tells a later attempt what an earlier one has bought or made.
 */
export function marked(friendlyName: string, mark: string): string {
  return `${unmarked(friendlyName)} [pulumi:${mark}]`;
}

/** A friendly name without a mark. */
export function unmarked(friendlyName: string): string {
  return friendlyName.replace(MARK, "");
}

/** The mark that a friendly name bears. */
export function markIn(friendlyName: string): string | undefined {
  return MARK.exec(friendlyName)?.[1];
}

/** The mark of a resource: the same for it in every run, another one for each resource, stack and account. */
export function markOf({ accountSid, urn }: Resource): string {
  return createHash("sha256").update(`${accountSid} ${urn}`).digest("hex").slice(0, 12);
}

/** The mark that a resource leaves on what it has taken over without being told which: it finds it again, and never takes it for its own. */
export function adoptionMarkOf({ accountSid, urn }: Resource): string {
  return markOf({ accountSid, urn: `${urn} adopted` });
}

/**
 * The name under which something is kept at Twilio: with the mark of the resource that made it, plain when it was taken
 * over. Neither a create after a loss of state nor its former owner takes what was adopted for its own.
 */
export function nameFor(
  friendlyName: string,
  { adopted }: { adopted?: boolean },
  resource: Resource,
): string {
  return adopted === false ? marked(friendlyName, markOf(resource)) : friendlyName;
}

type Resource = Pick<Call, "accountSid" | "urn">;
