import type { TwilioClient } from "../client/connection.ts";
import { PAGE_SIZE } from "../client/connection.ts";
import type { Handlers } from "../lifecycle/handlers.ts";

/** The input that names the list. */
type ListSid = "credentialListSid" | "ipAccessControlListSid";

type MappingInputs<L extends ListSid> = { domainSid: string; adopt: boolean } & Record<L, string>;

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

/** The mappings of a domain, of any kind, as the official client has them. */
interface Mappings<L extends ListSid> {
  (sid: string): { fetch(): Promise<Mapping>; remove(): Promise<boolean> };
  create(parameters: Record<L, string>): Promise<Mapping>;
  list(options: { pageSize: number }): Promise<Mapping[]>;
}

/** What all kinds of mapping do at Twilio, which names a mapping by the SID of its list. */
export function mappingHandlers<L extends ListSid>(
  listSid: L,
  mappings: (twilio: TwilioClient, domainSid: string) => Mappings<L>,
): Handlers<MappingInputs<L>, MappingOutputs, "domainSid" | L, "domainSid"> {
  const named = (sid: string) => ({ [listSid]: sid }) as Record<L, string>;
  const tell = (domainSid: string, { sid, accountSid, dateCreated }: Mapping) => ({
    inputs: { domainSid, ...named(sid) } as Partial<MappingInputs<L>>,
    outputs: { sid, accountSid },
    createdAt: dateCreated,
  });
  return {
    within: ["domainSid"],
    async list({ domainSid }, { twilio }) {
      const all = await mappings(twilio, domainSid).list({ pageSize: PAGE_SIZE });
      return all.map((mapping) => tell(domainSid, mapping));
    },
    async fetch({ domainSid, [listSid]: sid }, { twilio }) {
      return tell(domainSid, await mappings(twilio, domainSid)(sid).fetch());
    },
    async create({ domainSid, [listSid]: sid }, { twilio }) {
      return tell(domainSid, await mappings(twilio, domainSid).create(named(sid)));
    },
    async delete({ domainSid, [listSid]: sid }, _, { twilio }) {
      await mappings(twilio, domainSid)(sid).remove();
    },
  };
}
