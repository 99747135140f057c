import type { HttpMethod } from "../voice/network.ts";

/** A message, whoever sends it. */
export interface NewMessage {
  accountSid: string;
  from: string;
  to: string;
  body: string;
  /** Pictures and sounds: `https:`, `http:` or `data:` URLs. */
  mediaUrls: readonly string[];
  direction: "inbound" | "outbound-api" | "outbound-reply" | "outbound-call";
  messagingServiceSid?: string;
  statusCallback?: { url: string; method: HttpMethod };
  /** How many messages led to this one: 0 for one that somebody wrote. */
  depth: number;
}

/** Characters of GSM 03.38; any other makes a message twice as long. */
const gsm = /^[\n\r !"#$%&'()*+,\-./0-9:;<=>?¡A-ZÄÖÑÜ§¿a-zäöñüà@£¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ^{}\\[~\]|€]*$/;

/** Parts that a body is sent in. https://www.twilio.com/docs/glossary/what-sms-character-limit */
export function segmentsOf(body: string): number {
  const [single, part] = gsm.test(body) ? [160, 153] : [70, 67];
  return body.length <= single ? 1 : Math.ceil(body.length / part);
}

/** Words by which a person stops and resumes what a number sends them; Twilio answers them itself. */
const words = {
  stop: ["STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT"],
  start: ["START", "YES", "UNSTOP"],
  help: ["HELP", "INFO"],
} as const;

export type OptWord = keyof typeof words;

/** What Twilio answers to them. https://help.twilio.com/articles/223134027 */
export const optAnswers: Record<OptWord, string> = {
  stop: "You have successfully been unsubscribed. You will not receive any more messages from this number. Reply START to resubscribe.",
  start:
    "You have successfully been re-subscribed to messages from this number. Reply HELP for help. Reply STOP to unsubscribe. Msg&Data Rates May Apply.",
  help: "Reply STOP to unsubscribe. Msg&Data Rates May Apply.",
};

/** Whether a body is one of these words, and nothing else. */
export function optWordOf(body: string): OptWord | undefined {
  const word = body.trim().toUpperCase();
  return (["stop", "start", "help"] as const).find((kind) => words[kind].some((one) => one === word));
}
