import type { Platform } from "../../platform.ts";
import { TwilioError } from "../../rest/errors.ts";
import * as generic from "../../rest/generic.ts";
import { type ApiRequest, textParameter } from "../../rest/request.ts";
import { type Properties, type Resource, text } from "../../store/index.ts";
import type { Noun } from "../noun.ts";
import { callMappings } from "./mapping.ts";

const domainKind = "api/SIP/Domains";

/** Letters, digits and hyphens, within `sip.twilio.com`: https://www.twilio.com/docs/voice/api/sip-domain-resource */
const domainName = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?\.sip\.twilio\.com$/i;

/** SIP domains: their names are taken for all accounts; they can be renamed. */
export const domain: Noun = {
  kind: domainKind,
  create(request, platform) {
    checkName(request, platform, undefined);
    checkEmergencyCaller(request, platform);
    return generic.create(request, platform);
  },
  update(request, platform, resource) {
    if (textParameter(request, "DomainName") !== undefined) checkName(request, platform, resource);
    checkEmergencyCaller(request, platform);
    return generic.update(request, platform, resource);
  },
  show: authType,
};

function checkName(request: ApiRequest, { store }: Platform, own: Resource | undefined): void {
  const name = textParameter(request, "DomainName") ?? "";
  if (!domainName.test(name)) {
    throw new TwilioError(
      21232,
      `Domain name "${name}" is invalid: letters, digits and -, ending in .sip.twilio.com`,
    );
  }
  const taken = [...store.all(domainKind)].find(
    (other) => other !== own && text(other, "domain_name")?.toLowerCase() === name.toLowerCase(),
  );
  if (taken) throw new TwilioError(21232, `Domain name "${name}" is already taken`);
}

function checkEmergencyCaller(request: ApiRequest, { store }: Platform): void {
  const sid = textParameter(request, "EmergencyCallerSid");
  if (!sid) return;
  const number = store.where("api/IncomingPhoneNumbers", "sid", sid)[0];
  if (number?.account === request.account.key) return;
  throw new TwilioError(21231, `EmergencyCallerSid ${sid} is no number of this account`);
}

/** What a caller must show: nothing mapped means that nobody is let in. */
function authType(resource: Resource, { store }: Platform): Properties {
  const types = callMappings
    .filter(({ kind }) => {
      const parents = { domain_sid: resource.key };
      return store.collection({ kind, account: resource.account, parents }).size > 0;
    })
    .map(({ authType: type }) => type);
  return { auth_type: types.join(",") };
}
