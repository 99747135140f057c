import type { FlowInstance } from "twilio/lib/rest/studio/v2/flow.js";
import { PAGE_SIZE } from "../client/connection.ts";
import { type Call, handlersOf } from "../lifecycle/handlers.ts";
import { marked, markIn, markOf, nameFor, unmarked } from "../lifecycle/mark.ts";
import { cleared, given } from "../properties/wire.ts";
import { Flow } from "./flow.ts";

const tell = (flow: FlowInstance) => ({
  inputs: {
    friendlyName: unmarked(flow.friendlyName ?? ""),
    definition: flow.definition,
    status: flow.status,
    commitMessage: flow.commitMessage,
  },
  outputs: {
    sid: flow.sid,
    accountSid: flow.accountSid,
    revision: flow.revision,
    webhookUrl: flow.webhookUrl,
  },
  createdAt: flow.dateCreated,
  mark: markIn(flow.friendlyName ?? ""),
});

const flows = ({ twilio }: Call) => twilio.studio.v2.flows;
const list = async (call: Call) => (await flows(call).list({ pageSize: PAGE_SIZE })).map(tell);
const fetch = async (sid: string, call: Call) => tell(await flows(call)(sid).fetch());

export const flowHandlers = handlersOf(Flow, {
  within: [],
  sharesKey: true,
  markOf,
  list: (_, call) => list(call),
  fetch: ({ sid }, call) => fetch(sid, call),
  /** A list leaves out definitions; one whose revision is known is known. */
  async complete(live, { revision, definition, commitMessage }, { sid }, call) {
    if (live.inputs.definition) return live;
    if (revision === undefined || revision !== live.outputs.revision) return fetch(sid, call);
    return { ...live, inputs: { ...live.inputs, definition, commitMessage } };
  },
  async find({ friendlyName, adopt }, call) {
    const named = (await call.listed("flows", () => list(call))).filter(
      ({ inputs }) => inputs.friendlyName === friendlyName,
    );
    const found = named.find(({ mark }) => mark === markOf(call)) ?? (adopt ? named[0] : undefined);
    return found && fetch(found.outputs.sid, call);
  },
  async validate({ friendlyName = "", definition, status }, { twilio }) {
    await twilio.studio.v2.flowValidate.update({ friendlyName, definition, status });
  },
  async create({ friendlyName = "", definition, status, commitMessage }, call) {
    const name = marked(friendlyName, markOf(call));
    const parameters = { friendlyName: name, definition, status, ...given({ commitMessage }) };
    return tell(await flows(call).create(parameters));
  },
  async update({ sid }, { changes, inputs: { friendlyName = "", status }, state }, call) {
    const name = nameFor(friendlyName, state, call);
    return tell(await flows(call)(sid).update({ ...cleared(changes), friendlyName: name, status }));
  },
  async delete({ sid }, _, call) {
    await flows(call)(sid).remove();
  },
});
