import { TwilioError } from "../../rest/errors.ts";
import * as generic from "../../rest/generic.ts";
import { textParameter } from "../../rest/request.ts";
import type { Resource } from "../../store/index.ts";
import type { Noun } from "../noun.ts";

const credentialKind = "api/SIP/CredentialLists/Credentials";

/** The password of a credential. Twilio keeps a hash; the emulator the text, so that its phones can be dialled from. */
export const passwordOf = (credential: Resource) => String(credential.hidden.password);

const mostCredentials = 1000;
const longestUsername = 32;

/**
 * Credentials: a user name for good, and a password that is never shown again.
 * https://www.twilio.com/docs/voice/sip/api/sip-credential-resource
 */
export const credential: Noun = {
  kind: credentialKind,
  create(request, platform) {
    const username = textParameter(request, "Username") ?? "";
    if (!/^[^\s@:/]+$/.test(username) || username.length > longestUsername) {
      throw new TwilioError(
        21243,
        `Username "${username}" must be at most ${longestUsername} characters, no @ : / or space`,
      );
    }
    if (generic.inPlace(request, "username", username, platform)) {
      throw new TwilioError(21243, `Username "${username}" is in this list already`);
    }
    if (platform.store.collection(request.place).size >= mostCredentials) {
      throw new TwilioError(21243, `The list has ${mostCredentials} credentials already, which is the most`);
    }
    const password = checked(textParameter(request, "Password"));
    return generic.create(request, platform, { hidden: { password } });
  },
  update(request, platform, resource) {
    const password = textParameter(request, "Password");
    if (password !== undefined) resource.hidden.password = checked(password);
    return generic.update(request, platform, resource);
  },
};

function checked(password = ""): string {
  if (password.length >= 12 && /\d/.test(password) && /[a-z]/.test(password) && /[A-Z]/.test(password))
    return password;
  throw new TwilioError(
    21243,
    "Password must have at least 12 characters, among them a digit, an upper case and a lower case letter",
  );
}
