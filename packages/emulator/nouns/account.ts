import type { Platform } from "../platform.ts";
import * as generic from "../rest/generic.ts";
import type { Noun } from "./noun.ts";

const kind = "api/Accounts";

/** Puts the account that owns everything into an empty store. */
export function openAccount({ store, random }: Platform, sid: string, authToken: string): void {
  // Every account has a Sync service of this name: https://www.twilio.com/docs/sync/api/service
  const sync = random.sid("IS");
  store.add({
    kind: "sync/Services",
    account: sid,
    parents: {},
    key: sync,
    properties: { sid: sync, unique_name: "default", friendly_name: "Default Service" },
  });
  store.add({
    kind,
    account: sid,
    parents: {},
    key: sid,
    properties: {
      sid,
      auth_token: authToken,
      friendly_name: "Emulated account",
      status: "active",
      type: "Full",
      owner_account_sid: sid,
    },
  });
}

/**
 * Accounts: the caller's own and its subaccounts, each with an auth token of its own.
 * https://www.twilio.com/docs/iam/api/account
 */
export const account: Noun = {
  kind,
  create(request, platform) {
    const owner = request.account.key;
    return generic.create(request, platform, {
      properties: {
        auth_token: platform.random.hex("auth token"),
        status: "active",
        type: "Full",
        owner_account_sid: owner,
        friendly_name: request.parameters.FriendlyName ?? "SubAccount",
      },
    });
  },
  fetch(request, { store }) {
    const found = store.where(kind, "sid", request.key ?? "")[0];
    const visible =
      found?.key === request.account.key || found?.properties.owner_account_sid === request.account.key;
    return visible ? found : undefined;
  },
};
