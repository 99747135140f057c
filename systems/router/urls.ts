/** Where a call may be sent on to. */
export interface Reach {
  /** Whether a host, without scheme, is the one that serves the router. */
  isOwn(host: string): boolean;
  /** Other hosts that are trusted with calls, without scheme: those in the settings. */
  hosts: readonly string[];
}

/** Twilio's hosts that answer calls: Studio's flows, and TwiML Bins. */
const twilioHosts = ["webhooks.twilio.com", "handler.twilio.com"];

/** The path of the function that routes calls: a call that is sent there would go round in circles. */
const ownPath = "/inbound-sip-router";

/** What is wrong with a URL that is to say how a call goes on; nothing if nothing is. */
export function whyNotRedirect(written: string, { isOwn, hosts }: Reach): string | undefined {
  const url = httpsUrl(written);
  if (!url) return "is not a URL that calls can be sent to; write https://host/path";
  if (isOwn(url.host) && url.pathname === ownPath)
    return "is the router itself: calls would go round in circles";
  if (isOwn(url.host) || [...hosts, ...twilioHosts].includes(url.host)) return undefined;
  return `leads calls to ${url.host}, which is not trusted with them; add it to webhookHosts in router.json if it is to be`;
}

/** What is wrong with the URL of a sound; nothing if nothing is. */
export function whyNotSound(written: string): string | undefined {
  const url = httpsUrl(written);
  // An address instead of a name, or a name within some network, would let Twilio ask where the public cannot.
  return url && /\.[a-z][a-z0-9-]*$/i.test(url.hostname)
    ? undefined
    : "is not the URL of a sound on a public host; write https://host/sound.mp3";
}

/** The account and flow of a Studio flow's webhook. {@link https://www.twilio.com/docs/studio/user-guide/get-started#call-and-message-webhooks} */
export function studioFlow(written: string): { account: string; flow: string } | undefined {
  const url = httpsUrl(written);
  const [, account, flow] =
    /^\/v1\/Accounts\/(AC[0-9a-f]{32})\/Flows\/(FW[0-9a-f]{32})\/?$/.exec(url?.pathname ?? "") ?? [];
  return url?.host === "webhooks.twilio.com" && account && flow ? { account, flow } : undefined;
}

/** A URL with nothing in it that only looks like a host. */
function httpsUrl(written: string): URL | undefined {
  const url = URL.parse(written);
  const plain = url?.protocol === "https:" && url.username === "" && url.password === "" && url.hash === "";
  return plain && !/[\s\\]/.test(written) ? url : undefined;
}
