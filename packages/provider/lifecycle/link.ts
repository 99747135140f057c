import { PAGE_SIZE, type TwilioClient } from "../client/connection.ts";
import type { Handlers } from "./handlers.ts";

/** The inputs of a link: the SIDs of what it hangs under and of what it links to that. */
type LinkInputs<P extends string, L extends string> = { adopt: boolean } & Record<P | L, string>;

interface LinkOutputs {
  sid: string;
  accountSid: string;
  adopted: boolean;
}

interface Link {
  sid: string;
  accountSid: string;
  dateCreated: Date;
}

/** The links of one kind under one owner, as the official client has them. */
interface Links<L extends string> {
  (sid: string): { fetch(): Promise<Link>; remove(): Promise<boolean> };
  create(parameters: Record<L, string>): Promise<Link>;
  list(options: { pageSize: number }): Promise<Link[]>;
}

/**
 * What all links do at Twilio: one thing put under another, such as a credential list under a SIP domain. Twilio gives a
 * link the SID of what it links, and nothing about it can change.
 */
export function linkHandlers<P extends string, L extends string>(
  owner: P,
  linked: L,
  links: (twilio: TwilioClient, ownerSid: string) => Links<L>,
): Handlers<LinkInputs<P, L>, LinkOutputs, P | L, P> {
  const named = (sid: string) => ({ [linked]: sid }) as Record<L, string>;
  const tell = (ownerSid: string, { sid, accountSid, dateCreated }: Link) => ({
    inputs: { [owner]: ownerSid, [linked]: sid } as Partial<LinkInputs<P, L>>,
    outputs: { sid, accountSid },
    createdAt: dateCreated,
  });
  return {
    within: [owner],
    async list({ [owner]: ownerSid }, { twilio }) {
      const all = await links(twilio, ownerSid).list({ pageSize: PAGE_SIZE });
      return all.map((link) => tell(ownerSid, link));
    },
    async fetch({ [owner]: ownerSid, [linked]: sid }, { twilio }) {
      return tell(ownerSid, await links(twilio, ownerSid)(sid).fetch());
    },
    async create({ [owner]: ownerSid, [linked]: sid }, { twilio }) {
      return tell(ownerSid, await links(twilio, ownerSid).create(named(sid)));
    },
    async delete({ [owner]: ownerSid, [linked]: sid }, _, { twilio }) {
      await links(twilio, ownerSid)(sid).remove();
    },
  };
}
