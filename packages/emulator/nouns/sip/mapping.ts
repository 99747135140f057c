import { notFound } from "../../rest/errors.ts";
import * as generic from "../../rest/generic.ts";
import { textParameter } from "../../rest/request.ts";
import { text } from "../../store/index.ts";
import type { Noun } from "../noun.ts";

/** A way in which a list can be mapped to a domain. */
export interface Mapping {
  kind: string;
  /** What is mapped, and the parameter that names it. */
  listKind: string;
  parameter: string;
  authType: string;
}

const credentials = {
  listKind: "api/SIP/CredentialLists",
  parameter: "CredentialListSid",
  authType: "CREDENTIAL_LIST",
};
const addresses = {
  listKind: "api/SIP/IpAccessControlLists",
  parameter: "IpAccessControlListSid",
  authType: "IP_ACL",
};

/** Mappings that decide who may call. */
export const callMappings: Mapping[] = [
  { kind: "api/SIP/Domains/Auth/Calls/CredentialListMappings", ...credentials },
  { kind: "api/SIP/Domains/Auth/Calls/IpAccessControlListMappings", ...addresses },
];

/** The mapping that decides who may register. */
const registrationMapping: Mapping = {
  kind: "api/SIP/Domains/Auth/Registrations/CredentialListMappings",
  ...credentials,
};

export const allMappings = [...callMappings, registrationMapping];

/**
 * Mappings of lists to domains; each has the SID of its list.
 * https://www.twilio.com/docs/voice/sip/api/sip-domain-resource#authentication
 */
export const mappings = allMappings.map(
  ({ kind, listKind, parameter }): Noun => ({
    kind,
    create(request, platform) {
      const sid = textParameter(request, parameter) ?? "";
      const { account } = request.place;
      const list = platform.store.get({ kind: listKind, account, parents: {} }, sid);
      if (!list) throw notFound(`/${listKind.split("/").slice(1).join("/")}/${sid}`);
      return generic.create(request, platform, { key: sid });
    },
    show({ account, key }, { store }) {
      const list = store.get({ kind: listKind, account, parents: {} }, key);
      return { friendly_name: text(list, "friendly_name") ?? null };
    },
  }),
);
