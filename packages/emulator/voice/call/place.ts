import { rfc2822 } from "../../rest/shape.ts";
import { parseSipUri } from "../address.ts";
import type { OwnedNumber, SipDomain, VoiceConfiguration } from "../network.ts";
import type { Input } from "../parties/script.ts";
import { readAccessToken } from "../phones/access-token.ts";
import { authenticate } from "../phones/authenticate.ts";
import type { CallTrace } from "../trace/trace.ts";
import { Call, type CallSetup } from "./call.ts";
import type { World } from "./flow.ts";
import { converse } from "./interpreter.ts";
import { geographicParams, sipParams } from "./parameters.ts";

/** A phone that calls. */
export interface SipCaller {
  /** Its user name, by which it authenticates. */
  sip: string;
  /** `example.sip.twilio.com`. */
  domain: string;
  /** Left out, the stored one is taken; an empty text shows none. */
  password?: string;
  /** The IPv4 address it calls from, such as a carrier's; this machine's own when left out. */
  address?: string;
  /** The user its `From` header claims to be; its user name when left out. */
  claimedFrom?: string;
}

/** A browser that calls, with Twilio's Voice SDK. */
export interface BrowserCaller {
  /** The access token it shows. */
  token: string;
}

/** What the caller does during a call. */
export interface CallerScript {
  inputs: Input[];
  hangsUpAfter?: number;
}

/** Numbers of the account may call one another; this many calls in a chain are enough. */
const depthLimit = 10;

/** A call from a phone to a SIP domain, from INVITE to end. Errors: there is no such domain. */
export async function callFromPhone(
  world: World,
  caller: SipCaller,
  to: string,
  headers: Readonly<Record<string, string>>,
  { inputs, hangsUpAfter }: CallerScript,
): Promise<CallTrace> {
  const domain = world.network.sipDomain(caller.domain);
  if (!domain) throw new Error(`no account has a SIP domain ${caller.domain}: create it, or check its name`);
  const sid = world.network.sid("CA");
  const user = caller.claimedFrom ?? caller.sip;
  const call = new Call(world.network, {
    sid,
    accountSid: domain.accountSid,
    origin: { kind: "sip", domain, user },
    direction: "inbound",
    from: addressAt(user, domain),
    to: addressAt(to, domain),
    params: sipParams(domain, caller, `${sid.slice(2)}@127.0.0.1`, headers),
    inputs: [...inputs],
    depth: 0,
    ...(hangsUpAfter === undefined ? {} : { hangsUpAfter }),
    ...fallbackOf(domain),
  });
  const { password, address } = caller;
  const refusal = authenticate(domain, "calls", {
    username: caller.sip,
    ...(password === undefined ? {} : { password }),
    ...(address === undefined ? {} : { address }),
  });
  if (refusal) {
    call.alert(refusal.alert);
    call.finish("failed", refusal.alert.detail, refusal.sipResponse);
    return call.trace();
  }
  return world.switchboard.run(call, () => runInbound(world, call, domain, domain.domainName));
}

/**
 * A call from a browser to the TwiML application that its token names.
 * https://www.twilio.com/docs/voice/sdks/javascript/twiliodevice#deviceconnectconnectoptions
 * @param params what the page gives to the call: `To` and whatever else it likes; Twilio's own parameters win
 */
export async function callFromBrowser(
  world: World,
  { token }: BrowserCaller,
  params: Readonly<Record<string, string>>,
  { inputs, hangsUpAfter }: CallerScript,
): Promise<CallTrace> {
  const { accountSid, identity, applicationSid } = readAccessToken(token, world.network);
  const application = world.network.application(accountSid, applicationSid ?? "");
  if (!application)
    throw new Error(`31002: the token of ${identity} names no application of account ${accountSid}`);
  const { To = "", ...more } = params;
  const call = new Call(world.network, {
    accountSid,
    origin: { kind: "client" },
    direction: "inbound",
    from: `client:${identity}`,
    to: To,
    params: { ApplicationSid: application.sid },
    inputs,
    depth: 0,
    ...(hangsUpAfter === undefined ? {} : { hangsUpAfter }),
    ...fallbackOf(application),
  });
  const own = call.params();
  const added = Object.fromEntries(Object.entries(more).filter(([name]) => !(name in own)));
  return world.switchboard.run(call, () => runInbound(world, call, application, application.sid, added));
}

/** A call from the telephone network to a number of an account. */
export async function callFromNumber(
  world: World,
  from: string,
  number: OwnedNumber,
  { inputs, hangsUpAfter }: CallerScript,
  depth = 0,
  params: Readonly<Record<string, string>> = {},
): Promise<CallTrace> {
  const to = number.phoneNumber;
  const call = new Call(world.network, {
    accountSid: number.accountSid,
    origin: { kind: "number", number },
    direction: "inbound",
    from,
    to,
    params: { ...params, ...geographicParams(from, to) },
    inputs,
    depth,
    ...(hangsUpAfter === undefined ? {} : { hangsUpAfter }),
    ...fallbackOf(number),
  });
  if (depth > depthLimit) {
    call.finish(
      "failed",
      `numbers of the account called one another ${depthLimit} times: they go round in circles`,
    );
    return call.trace();
  }
  if (number.answeredBy !== undefined) {
    const detail = `${to} is answered by ${number.answeredBy}, which the emulator does not have; set a voice URL`;
    call.alert({ code: 12400, detail });
    call.finish("failed", detail);
    return call.trace();
  }
  return world.switchboard.run(call, () => runInbound(world, call, number, to));
}

/** Walks a call through its webhooks, ends it, and tells the status callback. */
async function runInbound(
  world: World,
  call: Call,
  { voiceUrl, voiceMethod, statusCallback, statusCallbackMethod }: VoiceConfiguration,
  called: string,
  params: Record<string, string> = {},
): Promise<CallTrace> {
  if (!voiceUrl) {
    call.alert({
      code: 11100,
      detail: `${called} has no voice URL, so nobody says what to do with the call: set one`,
    });
    call.finish("failed", `${called} has no voice URL`, 404);
  } else {
    await converse(world, call, { purpose: "voice", method: voiceMethod, url: voiceUrl, params });
    endOfTwiml(call);
  }
  if (statusCallback) {
    const { duration } = call.trace();
    const params = {
      ...call.params(),
      CallDuration: String(duration),
      Duration: String(Math.ceil(duration / 60)),
      CallbackSource: "call-progress-events",
      SequenceNumber: "0",
      Timestamp: rfc2822(call.now),
    };
    world.background.send(world.network, call, {
      purpose: "status-callback",
      method: statusCallbackMethod,
      url: statusCallback,
      params,
    });
  }
  await world.background.settled();
  return call.trace();
}

/**
 * With no verb left the call is answered, if it was not, and hung up; unless a Dial had failed before it
 * was.
 */
export function endOfTwiml(call: Call): void {
  if (call.isOver) return;
  if (!call.isAnswered && call.unanswered) {
    const { status, sipResponse } = call.unanswered;
    call.finish(status, "nobody was reached, and the TwiML ended", sipResponse);
    return;
  }
  call.answer();
  call.finish("completed", "the TwiML ended");
}

const fallbackOf = ({
  voiceFallbackUrl,
  voiceFallbackMethod,
}: VoiceConfiguration): Pick<CallSetup, "fallback"> =>
  voiceFallbackUrl ? { fallback: { url: voiceFallbackUrl, method: voiceFallbackMethod } } : {};

/** A user, or a whole SIP address with its scheme or without, as the address that stands in the INVITE. */
function addressAt(called: string, { domainName }: SipDomain): string {
  const address = called.includes("@") && !/^sips?:/i.test(called) ? `sip:${called}` : called;
  if (parseSipUri(address)) return address;
  return `sip:${encodeURIComponent(called).replaceAll("%2B", "+")}@${domainName}`;
}
