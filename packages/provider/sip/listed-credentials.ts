import type { CredentialInstance } from "twilio/lib/rest/api/v2010/account/sip/credentialList/credential.js";
import { PAGE_SIZE } from "../client/connection.ts";
import type { Call } from "../lifecycle/handlers.ts";

/** The credentials of a list: one reading for the credentials themselves and for who keeps strangers out. */
export function listedCredentials(
  credentialListSid: string,
  call: Call,
): Promise<readonly CredentialInstance[]> {
  return call.listed(`credentials|${credentialListSid}`, () =>
    call.twilio.sip.credentialLists(credentialListSid).credentials.list({ pageSize: PAGE_SIZE }),
  );
}
