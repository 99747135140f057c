import type { CredentialInstance } from "twilio/lib/rest/api/v2010/account/sip/credentialList/credential.js";
import { handlersOf } from "../lifecycle/handlers.ts";
import { Credential } from "./credential.ts";
import { listedCredentials } from "./listed-credentials.ts";
import { generatePassword } from "./password.ts";

/** Twilio never tells the password: only whoever sets it knows it. */
const tell = (credential: CredentialInstance, password?: string) => ({
  inputs: { credentialListSid: credential.credentialListSid, username: credential.username },
  outputs: { sid: credential.sid, accountSid: credential.accountSid, password },
  createdAt: credential.dateCreated,
});

/** The same, told by who has just set the password. */
const tellSet = (credential: CredentialInstance, password: string) => {
  const told = tell(credential, password);
  return { ...told, outputs: { ...told.outputs, dateUpdated: credential.dateUpdated.toISOString() } };
};

export const credentialHandlers = handlersOf(Credential, {
  within: ["credentialListSid"],
  async list({ credentialListSid }, call) {
    return (await listedCredentials(credentialListSid, call)).map((credential) => tell(credential));
  },
  async fetch({ credentialListSid, sid }, { twilio }) {
    return tell(await twilio.sip.credentialLists(credentialListSid).credentials(sid).fetch());
  },
  async create({ credentialListSid, username, password = generatePassword() }, { twilio }) {
    const { credentials } = twilio.sip.credentialLists(credentialListSid);
    return tellSet(await credentials.create({ username, password }), password);
  },
  async update({ credentialListSid, sid }, { inputs }, { twilio }) {
    const { password = generatePassword() } = inputs;
    return tellSet(
      await twilio.sip.credentialLists(credentialListSid).credentials(sid).update({ password }),
      password,
    );
  },
  async delete({ credentialListSid, sid }, { username, dateUpdated }, call) {
    const live = (await listedCredentials(credentialListSid, call)).find((one) => one.sid === sid);
    if (live === undefined) return;
    if (dateUpdated !== undefined && live.dateUpdated.getTime() > Date.parse(dateUpdated)) {
      call.log(
        "warning",
        `kept the credential ${username}: its password was set elsewhere since, so another stack or a person has taken it over`,
      );
      return;
    }
    await call.twilio.sip.credentialLists(credentialListSid).credentials(sid).remove();
  },
});
