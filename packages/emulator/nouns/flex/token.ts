import type { Platform } from "../../platform.ts";
import { iso8601 } from "../../rest/shape.ts";
import { text } from "../../store/index.ts";
import type { Noun } from "../noun.ts";

const tokenKind = "flex/Tokens";

/** Somebody who is logged in to Flex. */
export interface FlexUser {
  /** Such as `admin`, `supervisor`, `agent`. */
  roles: readonly string[];
  /** SID of their TaskRouter worker. */
  worker?: string;
  identity?: string;
  /** SID of the account whose Flex it is; the emulator's own when left out. */
  account?: string;
}

/** Seconds a token is good for. */
const lifetime = 60 * 60;

/** Mints a token of a Flex user, as the Flex UI has one. */
export function mintFlexToken({ store, random, clock }: Platform, account: string, user: FlexUser): string {
  const key = random.hex("flex token");
  const { roles, worker, identity = "user" } = user;
  store.add({
    kind: tokenKind,
    account,
    parents: {},
    key,
    properties: {
      token: key,
      valid: true,
      code: 0,
      message: "valid",
      expiration: iso8601(clock.now() + lifetime * 1000),
      realm_user_id: identity,
      identity,
      roles: [...roles],
      ...(worker === undefined ? {} : { worker_sid: worker }),
    },
  });
  return key;
}

/** Whether a token is valid, and whose it is. The answer has what `twilio-flex-token-validator` hands on. */
export const flexToken: Noun = {
  kind: "iam/Accounts/Tokens/validate",
  create(request, { store, clock }) {
    const written = request.parameters.token;
    const place = { kind: tokenKind, account: request.account.key, parents: {} };
    const found = typeof written === "string" ? store.get(place, written) : undefined;
    const expired = Date.parse(text(found, "expiration") ?? "") <= clock.now();
    const now = clock.now();
    const refusal = { valid: false, code: 20101, message: expired ? "Token expired" : "Invalid token" };
    const { token: _, ...known } = found?.properties ?? {};
    return {
      ...request.place,
      key: "",
      properties: found && !expired ? known : refusal,
      hidden: {},
      created: now,
      updated: now,
      sequence: 0,
    };
  },
};
