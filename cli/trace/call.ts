import { ownerOfMain } from "../../dialplan/clients.ts";
import { didYouMean } from "../../dialplan/did-you-mean.ts";
import { type Phone, phoneOf } from "../../dialplan/directory.ts";
import { toE164 } from "../../dialplan/numbers.ts";
import { dialled } from "../../dialplan/sip-uri.ts";
import type { DialVariables } from "../../dialplan/variables.ts";
import type { Request } from "./functions.ts";
import type { Version } from "./version.ts";

/** A call that somebody may make. */
export interface Call {
  from: string;
  to: string;
  /** The environment that takes it. */
  environment: string;
  /** What Twilio asks first. */
  first: Request;
}

/**
 * The call of a phone of the network, by its extension, or of a number outside (E.164, or `anonymous`) to a number of the network.
 * @throws if there is no such phone, or the number is none of the network's
 */
export function callOf(version: Version, from: string, to: string): Call {
  const { phones } = version.directory;
  const phone = phoneOf(version.directory, from);
  if (phone) return phoneCall(version, from, phone, to);
  if (/^[+\d]|^anonymous$/.test(from)) return numberCall(version, from, to);
  const hint = didYouMean(from, Object.keys(phones));
  throw new Error(
    `there is no phone "${from}"${hint || "; write its extension, or a number such as +12065550123"}`,
  );
}

/** What Twilio asks when a phone dials. {@link https://www.twilio.com/docs/voice/api/sip-domain-resource#http-parameters} */
export function phoneCall({ environments }: Version, from: string, phone: Phone, to: string): Call {
  const { environment } = phone;
  const variables = environments[environment];
  const domain = variables && domainOf(phone, variables);
  const params: Request["params"] = phone.uri?.startsWith("client:")
    ? { From: phone.uri, To: to }
    : {
        From: `sip:${from}@${domain}`,
        To: `sip:${encodeURIComponent(to)}@${domain}`,
        SipUsername: from,
        SipDomain: domain ?? "",
      };
  return { from, to, environment, first: { path: "/sip-outgoing", params } };
}

function domainOf({ emergency }: Phone, { SIP_DOMAIN, SIP_DOMAIN_NONEMERGENCY }: DialVariables): string {
  return emergency ? SIP_DOMAIN : SIP_DOMAIN_NONEMERGENCY;
}

function numberCall({ directory: { main, phones } }: Version, from: string, to: string): Call {
  const number = toE164(dialled(to));
  const owner = Object.values(phones).find(({ callerId }) => callerId === number && callerId !== main);
  const environment = number === main ? ownerOfMain : owner?.environment;
  if (number === undefined || environment === undefined)
    throw new Error(`${to} is no number of the network: callers from outside do not reach it here`);
  return incomingCall(from, number, environment);
}

/** What Twilio asks when a number of the network is called. */
export function incomingCall(from: string, to: string, environment: string): Call {
  const caller = toE164(dialled(from)) ?? from;
  return {
    from: caller,
    to,
    environment,
    first: { path: "/sip-incoming", params: { From: caller, To: to } },
  };
}

/** The numbers of the network with the environment in which each is answered. */
export function numbersOf({ directory: { main, phones } }: Version): Map<string, string> {
  const own = Object.values(phones).map(({ callerId, environment }) => [callerId, environment] as const);
  return new Map([...own, [main, ownerOfMain]]);
}
