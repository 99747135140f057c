import { sid } from "../declare/properties.ts";

/** What every sender belongs to. */
export const ofService = {
  /** The SID of the messaging service. */
  serviceSid: sid("MG", "a messaging service"),
};

/** What a sender is to Pulumi that Twilio names by what it is: it is in a service, or it is not. */
export function senderRules<const S extends string>(sender: S) {
  return {
    id: ["serviceSid", sender],
    naturalKey: ["serviceSid", sender],
    replaceOnChanges: ["serviceSid", sender],
  } as const;
}
