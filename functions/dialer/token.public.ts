import * as z from "zod/mini";
import { browserPassword } from "../../dialplan/browser-password.ts";
import { phoneOf } from "../../dialplan/directory.ts";
import { browserVariables } from "../../dialplan/variables.ts";
import { networkOf } from "../shared/calls/network.ts";
import { isSecret } from "../shared/runtime/crypto.ts";
import { requestHeader } from "../shared/runtime/request-header.ts";
import { answerJson, type Context, type Event, type Handler } from "../shared/runtime/runtime.ts";
import { accessToken, tokenLifetime } from "../shared/twilio/access-token.ts";

const runtime = z.object({ ACCOUNT_SID: z.string() });

/**
 * Gives a browser its token: to whoever shows its extension and password (`Authorization: Basic`), since browsers
 * cannot sign as Twilio does. Answers `{identity, token, expires}`, with seconds until it expires.
 */
export const handler: Handler = async (context, event, callback) => {
  try {
    const token = await tokenFor(context, event, Date.now());
    if (token) answerJson(callback, 200, token);
    else
      answerJson(callback, 401, { error: "Send the extension and password of a browser of this network." });
  } catch (error) {
    console.error("token:", error instanceof Error ? error.name : "failed");
    answerJson(callback, 503, { error: "This network has no browsers, or is out of order." });
  }
};

async function tokenFor(context: Context, event: Event, now: number) {
  const { variables, directory } = networkOf(context);
  const browser = browserVariables.parse(context);
  const { ACCOUNT_SID: accountSid } = runtime.parse(context);
  const [identity = "", password = ""] = credentialsIn(event);
  // Compared for unknown names too: the time it takes tells nothing.
  const expected = await browserPassword(identity, browser.API_KEY_SECRET);
  const genuine = await isSecret(Buffer.from(password), Buffer.from(expected));
  const phone = phoneOf(directory, identity);
  const isOurs = phone?.environment === variables.ENVIRONMENT && phone.uri === `client:${identity}`;
  if (!genuine || !isOurs) return undefined;
  const incoming = phone.canBeCalled ?? true;
  const token = await accessToken({ accountSid, variables: browser, identity, incoming, now });
  return { identity, token, expires: tokenLifetime };
}

/** {@link https://www.rfc-editor.org/rfc/rfc7617} */
function credentialsIn(event: Event): string[] {
  const [, encoded = ""] = /^Basic ([\w+/]+=*)$/i.exec(requestHeader(event, "authorization")) ?? [];
  const [, name = "", password = ""] = /^([^:]*):(.*)$/.exec(Buffer.from(encoded, "base64").toString()) ?? [];
  return [name, password];
}
