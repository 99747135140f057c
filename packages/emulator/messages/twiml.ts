import type { Alert } from "../voice/alerts.ts";
import type { HttpMethod } from "../voice/network.ts";
import { method, readAttributes, text } from "../voice/twiml/attribute.ts";
import { type Element, parseXml } from "../voice/twiml/element.ts";

/** A message that TwiML answers with. */
export interface Reply {
  to: string | undefined;
  from: string | undefined;
  body: string;
  mediaUrls: string[];
  statusCallback: { url: string; method: HttpMethod } | undefined;
}

/** What a document for messages says. */
export interface MessagingDocument {
  replies: Reply[];
  /** Where to go on; nothing behind it counts. */
  redirect: { url: string; method: HttpMethod } | undefined;
  warnings: Alert[];
}

const messageAttributes = {
  to: text(),
  from: text(),
  action: text(),
  method: method(),
  statusCallback: text(),
};

/**
 * Reads TwiML for messages. https://www.twilio.com/docs/messaging/twiml
 * Errors: `TwimlError` with Twilio's code when it is none.
 */
export function readMessagingDocument(source: string): MessagingDocument {
  const document: MessagingDocument = { replies: [], redirect: undefined, warnings: [] };
  const report = (alert: Alert) => void document.warnings.push(alert);
  for (const element of parseXml(source).children) {
    if (element.name === "Message" || element.name === "Sms") document.replies.push(replyOf(element, report));
    else if (element.name === "Redirect") {
      const { method: by } = readAttributes(element, { method: method() }, report);
      document.redirect = { url: element.text, method: by };
      break;
    } else
      report({
        code: 12200,
        detail: `<${element.name}> is not known in a message's TwiML; it takes Message, Redirect`,
      });
  }
  return document;
}

function replyOf(element: Element, report: (alert: Alert) => void): Reply {
  const { to, from, action, statusCallback, method: by } = readAttributes(element, messageAttributes, report);
  const inside = (name: string) =>
    element.children.filter((child) => child.name === name).map((child) => child.lines);
  for (const { name } of element.children) {
    if (name !== "Body" && name !== "Media")
      report({ code: 12200, detail: `<${element.name}> takes no <${name}>` });
  }
  const [body = element.children.length > 0 ? "" : element.lines] = inside("Body");
  const url = statusCallback ?? action;
  return {
    to,
    from,
    body,
    mediaUrls: inside("Media"),
    statusCallback: url === undefined ? undefined : { url, method: by },
  };
}
