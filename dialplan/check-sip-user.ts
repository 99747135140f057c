import type { ClientEntry } from "./clients.ts";
import { isBrowser } from "./sip-user.ts";

/** Something that is wrong with a property of an entry. */
export interface EntryProblem {
  property: string;
  message: string;
}

/** What a schema cannot say of the SIP user of a phone: which properties go together. */
export function checkSipUser(extension: string, entry: ClientEntry): EntryProblem[] {
  const { register, sipHost, sipPort, sipHeaders } = entry;
  const elsewhere = Object.entries({ sipHost, sipPort, sipHeaders }).flatMap(([property, value]) =>
    value === undefined ? [] : [property],
  );
  const useless = (why: string) =>
    elsewhere.map((property) => ({ property, message: `is of no use: ${why}` }));
  if (isBrowser(entry))
    return [...checkBrowser(extension, entry), ...useless("a browser is called by its name")];
  if (register) return useless('the phone registers; leave it out, or say "register": false');
  return sipHost === undefined
    ? [{ property: "sipHost", message: "is missing: where is a phone called that does not register?" }]
    : [];
}

/** {@link https://www.twilio.com/docs/voice/twiml/client} */
function checkBrowser(extension: string, { register, device }: ClientEntry): EntryProblem[] {
  const named = /^[a-z0-9_]+$/.test(extension)
    ? []
    : [
        {
          property: "",
          message:
            "cannot be a browser's name, which Twilio takes without dashes; write letters, digits and _",
        },
      ];
  const registered = register
    ? []
    : [{ property: "register", message: "must be true: a browser registers with Twilio; leave it out" }];
  const set = device ? [{ property: "device", message: "is of no use: a browser has no such settings" }] : [];
  return [...named, ...registered, ...set];
}
