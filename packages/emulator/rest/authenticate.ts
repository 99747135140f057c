import type { IncomingHttpHeaders } from "node:http";
import type { Platform } from "../platform.ts";
import { type Resource, text } from "../store/index.ts";
import { TwilioError } from "./errors.ts";

/** The account that a request's basic authentication stands for. */
export function authenticate(headers: IncomingHttpHeaders, platform: Platform): Resource {
  const [scheme, encoded] = (headers.authorization ?? "").split(" ");
  if (scheme?.toLowerCase() !== "basic" || !encoded) {
    throw new TwilioError(20003, "Authentication Error - No credentials provided");
  }
  const decoded = Buffer.from(encoded, "base64").toString();
  const colon = decoded.indexOf(":");
  const user = decoded.slice(0, colon);
  const password = decoded.slice(colon + 1);
  const account = user.startsWith("SK") ? accountOfKey(user, password, platform) : accountOf(user, platform);
  const right = user.startsWith("SK") || text(account, "auth_token") === password;
  if (!account || !right) throw new TwilioError(20003);
  if (text(account, "status") === "closed")
    throw new TwilioError(20003, "Authentication Error - account is closed");
  return account;
}

/** The account with this SID. */
export function accountOf(sid: string, { store }: Platform): Resource | undefined {
  return store.where("api/Accounts", "sid", sid)[0];
}

function accountOfKey(sid: string, secret: string, platform: Platform): Resource | undefined {
  const key = platform.store.where("api/Keys", "sid", sid)[0];
  return key?.hidden.secret === secret ? accountOf(key.account, platform) : undefined;
}

/**
 * The account whose resources a path means: the one named in it (the caller's own, or a subaccount of it), else the
 * caller's own.
 * @throws TwilioError 20003 for an account that is not the caller's
 */
export function accountMeant(caller: Resource, named: string | undefined, platform: Platform): Resource {
  if (named === undefined || named === caller.key) return caller;
  const account = accountOf(named, platform);
  if (account && text(account, "owner_account_sid") === caller.key) return account;
  throw new TwilioError(20003, `Authentication Error - ${named} is not an account of the credentials used`);
}
