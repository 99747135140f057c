import type { TwilioClient } from "../client/connection.ts";
import { PAGE_SIZE } from "../client/connection.ts";
import type { Handlers } from "../lifecycle/handlers.ts";

interface MappingInputs {
  domainSid: string;
  credentialListSid: string;
  adopt: boolean;
}

interface MappingOutputs {
  sid: string;
  accountSid: string;
  adopted: boolean;
}

interface Mapping {
  sid: string;
  accountSid: string;
  dateCreated: Date;
}

/** The mappings of a domain, of either kind, as the official client has them. */
interface Mappings {
  (sid: string): { fetch(): Promise<Mapping>; remove(): Promise<boolean> };
  create(parameters: { credentialListSid: string }): Promise<Mapping>;
  list(options: { pageSize: number }): Promise<Mapping[]>;
}

const tell = (domainSid: string, { sid, accountSid, dateCreated }: Mapping) => ({
  // Twilio names a mapping by the SID of its list.
  inputs: { domainSid, credentialListSid: sid },
  outputs: { sid, accountSid },
  createdAt: dateCreated,
});

/** What both kinds of mapping do at Twilio. */
export function mappingHandlers(
  mappings: (twilio: TwilioClient, domainSid: string) => Mappings,
): Handlers<MappingInputs, MappingOutputs, "domainSid" | "credentialListSid", "domainSid"> {
  return {
    within: ["domainSid"],
    async list({ domainSid }, { twilio }) {
      const all = await mappings(twilio, domainSid).list({ pageSize: PAGE_SIZE });
      return all.map((mapping) => tell(domainSid, mapping));
    },
    async fetch({ domainSid, credentialListSid }, { twilio }) {
      return tell(domainSid, await mappings(twilio, domainSid)(credentialListSid).fetch());
    },
    async create({ domainSid, credentialListSid }, { twilio }) {
      return tell(domainSid, await mappings(twilio, domainSid).create({ credentialListSid }));
    },
    async delete({ domainSid, credentialListSid }, _, { twilio }) {
      await mappings(twilio, domainSid)(credentialListSid).remove();
    },
  };
}
