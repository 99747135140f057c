import type { Resource } from "../store/index.ts";
import { type Alert, alertLevel, alertText } from "../voice/alerts.ts";
import { geographicParams } from "../voice/call/parameters.ts";
import { sendWebhook } from "../voice/call/webhook.ts";
import type { HttpMethod, OwnedNumber } from "../voice/network.ts";
import type { Step } from "../voice/trace/trace.ts";
import { TwimlError } from "../voice/twiml/twiml-error.ts";
import { keepMedia } from "./media.ts";
import { type NewMessage, optAnswers, optWordOf, segmentsOf } from "./message.ts";
import type { Messages } from "./messages.ts";
import { type MessagingDocument, type Reply, readMessagingDocument } from "./twiml.ts";

/** What happened to a message from outside. Plain data, fit for JSON. */
export interface MessageTrace {
  sid: string;
  accountSid: string;
  from: string;
  to: string;
  body: string;
  /** Webhooks and lines of the debugger's log, in order. */
  steps: Step[];
  /** What was sent back, by TwiML or, to STOP and the like, by Twilio itself. */
  replies: { sid: string; from: string; to: string; body: string; mediaUrls: readonly string[] }[];
}

/** Documents that one message may be led through. */
const documentLimit = 50;

interface Request {
  purpose: "sms" | "fallback" | "redirect";
  method: HttpMethod;
  url: string;
  params: Record<string, string>;
}

/** A message on its way from a person to the webhook of a number. https://www.twilio.com/docs/messaging/guides/webhook-request */
export class Inbound {
  readonly #messages: Messages;
  readonly #message: NewMessage;
  readonly #number: OwnedNumber;
  readonly #stored: Resource;
  readonly #trace: MessageTrace;

  constructor(messages: Messages, message: Pick<NewMessage, "from" | "to" | "body" | "mediaUrls" | "depth">) {
    const number = messages.network.number(message.to);
    if (!number) throw new Error(`no account owns ${message.to}: a message goes to an incoming phone number`);
    const { from, to, body, mediaUrls, depth } = message;
    this.#messages = messages;
    this.#number = number;
    this.#message = { from, to, body, mediaUrls, depth, accountSid: number.accountSid, direction: "inbound" };
    this.#stored = messages.record(this.#message, "received");
    this.#trace = {
      sid: this.#stored.key,
      accountSid: number.accountSid,
      from,
      to,
      body,
      steps: [],
      replies: [],
    };
    messages.keep(this.#trace);
  }

  /** Walks through the documents; gives the trace when the last reply is on its way. */
  async run(): Promise<MessageTrace> {
    const { from, to } = this.#message;
    const word = optWordOf(this.#message.body);
    if (word === "start") this.#messages.optIn(to, from);
    if (word) this.#send(optAnswers[word]);
    if (word === "stop") this.#messages.optOut(to, from);
    const { smsUrl, smsMethod } = this.#number;
    let next: Request | undefined;
    if (smsUrl) next = { purpose: "sms", url: smsUrl, method: smsMethod, params: await this.#params() };
    for (let count = 0; next && count < documentLimit; count++) next = await this.#follow(next);
    return this.#trace;
  }

  async #params(): Promise<Record<string, string>> {
    const { accountSid, from, to, body } = this.#message;
    const { key: sid } = this.#stored;
    const { platform, network } = this.#messages;
    const media = await keepMedia({ ...this.#message, sid }, platform, network);
    const places = geographicParams(from, to);
    return {
      MessageSid: sid,
      SmsSid: sid,
      SmsMessageSid: sid,
      AccountSid: accountSid,
      ApiVersion: "2010-04-01",
      From: from,
      To: to,
      Body: body,
      SmsStatus: "received",
      NumMedia: String(media.length),
      NumSegments: String(segmentsOf(body)),
      ...Object.fromEntries(Object.entries(places).filter(([name]) => /^(From|To)/.test(name))),
      ...Object.fromEntries(media.map(({ url }, index) => [`MediaUrl${index}`, url])),
      ...Object.fromEntries(media.map(({ contentType }, index) => [`MediaContentType${index}`, contentType])),
    };
  }

  async #follow(request: Request): Promise<Request | undefined> {
    const { smsFallbackUrl, smsFallbackMethod } = this.#number;
    try {
      const { document, url } = await this.#fetch(request);
      for (const warning of document.warnings) this.#alert(warning);
      for (const reply of document.replies) this.#reply(reply, url);
      const { redirect } = document;
      return (
        redirect && {
          ...request,
          purpose: "redirect",
          method: redirect.method,
          url: absolute(redirect.url, url),
        }
      );
    } catch (error) {
      if (!(error instanceof TwimlError)) throw error;
      this.#alert({ code: error.code, detail: error.message });
      if (!smsFallbackUrl || request.purpose === "fallback") return undefined;
      const params = { ...request.params, ErrorCode: String(error.code), ErrorUrl: request.url };
      return { purpose: "fallback", url: smsFallbackUrl, method: smsFallbackMethod, params };
    }
  }

  async #fetch(request: Request): Promise<{ document: MessagingDocument; url: string }> {
    const log = { sid: this.#stored.key, at: 0, steps: this.#trace.steps, setup: this.#message };
    const { failure, answer, url } = await sendWebhook(this.#messages.network, log, request);
    if (failure) throw new TwimlError(failure.code, failure.detail);
    const type = (answer?.headers["content-type"] ?? "").split(";", 1)[0]?.trim().toLowerCase() ?? "";
    const body = answer?.body ?? "";
    if (type === "text/plain") return { document: plainReply(body), url };
    if (body === "" && (answer?.status === 204 || type === "")) return { document: nothing, url };
    if (["text/xml", "application/xml", "text/html"].includes(type))
      return { document: readMessagingDocument(body), url };
    throw new TwimlError(12300, `${url} answered with Content-Type "${type}"; TwiML is text/xml`);
  }

  #reply({ from, to, body, mediaUrls, statusCallback }: Reply, base: string): void {
    if (body === "" && mediaUrls.length === 0) {
      this.#alert({ code: 12200, detail: "<Message> is empty" });
      return;
    }
    this.#send(body, {
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
      mediaUrls: mediaUrls.map((url) => absolute(url, base)),
      ...(statusCallback && {
        statusCallback: { ...statusCallback, url: absolute(statusCallback.url, base) },
      }),
    });
  }

  #send(body: string, more: Partial<NewMessage> = {}): void {
    const { from: person, to: own, accountSid, depth } = this.#message;
    const message: NewMessage = {
      accountSid,
      from: own,
      to: person,
      body,
      mediaUrls: [],
      direction: "outbound-reply",
      depth,
      ...more,
    };
    if (this.#messages.isOptedOut(message.from, message.to)) {
      this.#alert({ code: 21610, detail: `${message.to} has told ${message.from} to stop` });
      return;
    }
    const { key: sid } = this.#messages.send(message);
    const { from, to, mediaUrls } = message;
    this.#trace.replies.push({ sid, from, to, body, mediaUrls });
  }

  #alert(alert: Alert): void {
    const level = alertLevel(alert.code);
    this.#trace.steps.push({ kind: "alert", at: 0, level, code: alert.code, text: alertText(alert) });
    this.#messages.alert(this.#message.accountSid, this.#stored.key, alert);
  }
}

const nothing: MessagingDocument = { replies: [], redirect: undefined, warnings: [] };

const plainReply = (body: string): MessagingDocument => ({
  ...nothing,
  replies:
    body === "" ? [] : [{ to: undefined, from: undefined, body, mediaUrls: [], statusCallback: undefined }],
});

function absolute(url: string, base: string): string {
  const resolved = URL.parse(url, base);
  if (!resolved || !/^(https?|data):$/.test(resolved.protocol))
    throw new TwimlError(11100, `"${url}" is no URL`);
  return resolved.href;
}
