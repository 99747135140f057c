import { PAGE_SIZE } from "../client/connection.ts";
import { type Call, handlersOf } from "../lifecycle/handlers.ts";
import { marked, markIn, markOf, unmarked } from "../lifecycle/mark.ts";
import { Key } from "./key.ts";

/** For how long a key may be taken for the one that a create of just now has made. */
const JUST_NOW_MS = 10 * 60_000;

/** A key as it is made or as it is listed, which the official client tells apart. */
interface Told {
  sid: string;
  friendlyName: string;
  dateCreated: Date;
}

const tell = ({ sid, friendlyName, dateCreated }: Told, { accountSid }: Call) => ({
  inputs: { friendlyName: unmarked(friendlyName ?? "") },
  outputs: { sid, accountSid },
  createdAt: dateCreated,
});

export const keyHandlers = handlersOf(Key, {
  within: [],
  async list(_, call) {
    return (await call.twilio.keys.list({ pageSize: PAGE_SIZE })).map((key) => tell(key, call));
  },
  async fetch({ sid }, call) {
    return tell(await call.twilio.keys(sid).fetch(), call);
  },
  /** Asked only when a create is in doubt. Nobody knows the secret of what it made: it is of no use to anybody. */
  async find(_, call) {
    for (const { sid, friendlyName, dateCreated } of await call.twilio.keys.list({ pageSize: PAGE_SIZE })) {
      const isNew = call.clock.now() - dateCreated.getTime() < JUST_NOW_MS;
      if (isNew && markIn(friendlyName ?? "") === markOf(call)) await call.twilio.keys(sid).remove();
    }
    return undefined;
  },
  async create({ friendlyName = "" }, call) {
    const made = await call.twilio.newKeys.create({ friendlyName: marked(friendlyName, markOf(call)) });
    const told = tell(made, call);
    return { ...told, outputs: { ...told.outputs, secret: made.secret } };
  },
  async update({ sid }, { inputs: { friendlyName = "" } }, call) {
    const parameters = { friendlyName: marked(friendlyName, markOf(call)) };
    return tell(await call.twilio.keys(sid).update(parameters), call);
  },
  async delete({ sid }, _, { twilio }) {
    await twilio.keys(sid).remove();
  },
});
