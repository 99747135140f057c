import type { TwilioClient } from "../client/connection.ts";
import { PAGE_SIZE } from "../client/connection.ts";
import type { Handlers } from "../lifecycle/handlers.ts";

interface NamedListInputs {
  friendlyName: string;
  adopt: boolean;
}

interface NamedListOutputs {
  sid: string;
  accountSid: string;
  adopted: boolean;
}

interface NamedList {
  sid: string;
  accountSid: string;
  friendlyName: string;
  dateCreated: Date;
}

/** Credential lists or IP access control lists, as the official client has them. */
interface NamedLists {
  (
    sid: string,
  ): {
    fetch(): Promise<NamedList>;
    update(parameters: { friendlyName: string }): Promise<NamedList>;
    remove(): Promise<boolean>;
  };
  create(parameters: { friendlyName: string }): Promise<NamedList>;
  list(options: { pageSize: number }): Promise<NamedList[]>;
}

const tell = ({ sid, accountSid, friendlyName, dateCreated }: NamedList) => ({
  inputs: { friendlyName },
  outputs: { sid, accountSid },
  createdAt: dateCreated,
});

/** What both kinds of list do at Twilio: they have nothing but a name. */
export function namedListHandlers(
  lists: (twilio: TwilioClient) => NamedLists,
): Handlers<NamedListInputs, NamedListOutputs, "sid", never> {
  return {
    within: [],
    async list(_, { twilio }) {
      return (await lists(twilio).list({ pageSize: PAGE_SIZE })).map(tell);
    },
    async fetch({ sid }, { twilio }) {
      return tell(await lists(twilio)(sid).fetch());
    },
    async create({ friendlyName }, { twilio }) {
      return tell(await lists(twilio).create({ friendlyName }));
    },
    async update({ sid }, { inputs: { friendlyName } }, { twilio }) {
      return tell(await lists(twilio)(sid).update({ friendlyName }));
    },
    async delete({ sid }, _, { twilio }) {
      await lists(twilio)(sid).remove();
    },
  };
}
