/** A value as JSON has it. */
export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** Properties under Twilio's wire names: `friendly_name`, `voice_url`. */
export type Properties = Record<string, Json>;

/** Where resources of a kind hang: an account and, from the outside in, the keys of what they belong to. */
export interface Place {
  /** Such as `serverless/Services/Environments`; the 2010 API's kinds leave their account out: `api/SIP/Domains`. */
  kind: string;
  /** SID of the account. */
  account: string;
  /** Such as `{ service_sid: "ZS..." }`, in the order of the path. */
  parents: Record<string, string>;
}

/** One stored resource. */
export interface Resource extends Place {
  /** What stands at the end of its path: mostly its SID; its name where Twilio has no SID. */
  key: string;
  /** What Twilio answers. */
  properties: Properties;
  /** What Twilio keeps and never answers: passwords, contents. Set by the noun it belongs to. */
  hidden: Record<string, unknown>;
  /** Milliseconds since 1970. */
  created: number;
  updated: number;
  /** Grows with each resource stored: the order of lists and the anchor of page tokens. */
  sequence: number;
}

/** The text of a property, or `undefined` when it is not there or is no text. */
export function text(resource: Resource | undefined, property: string): string | undefined {
  const value = resource?.properties[property];
  return typeof value === "string" ? value : undefined;
}
