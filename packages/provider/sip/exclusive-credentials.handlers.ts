import { PAGE_SIZE } from "../client/connection.ts";
import { isGone } from "../client/errors.ts";
import { type Call, handlersOf } from "../lifecycle/handlers.ts";
import { ExclusiveCredentials } from "./exclusive-credentials.ts";
import { listedCredentials } from "./listed-credentials.ts";

const tell = (
  credentialListSid: string,
  usernames: string[],
  { accountSid }: Call,
  strangers: string[] = [],
) => ({
  inputs: { credentialListSid, usernames },
  outputs: { accountSid, strangers },
});

async function present(credentialListSid: string, call: Call) {
  const credentials = await listedCredentials(credentialListSid, call);
  return tell(
    credentialListSid,
    credentials.map(({ username }) => username),
    call,
  );
}

export const exclusiveCredentialsHandlers = handlersOf(ExclusiveCredentials, {
  within: ["credentialListSid"],
  list: async ({ credentialListSid }, call) => [await present(credentialListSid, call)],
  fetch: ({ credentialListSid }, call) => present(credentialListSid, call),
  /** Named credentials that are missing are their own resources' concern: only strangers are told. */
  async complete(live, { usernames: named, strangers: known = [] }, _, call) {
    const { credentialListSid = "", usernames = [] } = live.inputs;
    if (!named) return live;
    const declared = named.filter((name) => !known.includes(name));
    const strangers = usernames.filter((name) => !declared.includes(name));
    return tell(credentialListSid, [...declared, ...strangers], call, strangers);
  },
  create: async ({ credentialListSid, usernames }, call) => tell(credentialListSid, usernames, call),
  async update({ credentialListSid }, { inputs: { usernames }, state }, call) {
    const { credentials } = call.twilio.sip.credentialLists(credentialListSid);
    // Only what the plan showed: a credential that came since the last refresh is shown by the next one first.
    const strangers = (state.strangers ?? []).filter((name) => !usernames.includes(name));
    const all = strangers.length > 0 ? await credentials.list({ pageSize: PAGE_SIZE }) : [];
    for (const { sid, username } of all) {
      if (!strangers.includes(username)) continue;
      call.log("warning", `deleted the credential ${username}: nobody declared it`);
      await credentials(sid)
        .remove()
        .catch((error) => {
          if (!isGone(error)) throw error;
        });
    }
    return tell(credentialListSid, usernames, call);
  },
  async delete() {},
});
