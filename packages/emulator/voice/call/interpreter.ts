import { type Document, readDocument } from "../twiml/document.ts";
import { escapeXml } from "../twiml/element.ts";
import { TwimlError } from "../twiml/twiml-error.ts";
import type { Instruction } from "../twiml/verb.ts";
import type { Call } from "./call.ts";
import type { DocumentRequest, Flow, Next, World } from "./flow.ts";
import { sendWebhook } from "./webhook.ts";

/** A call that has fetched this many documents is going round in circles, and is ended. */
const documentLimit = 1000;

/**
 * Walks a call from document to document until it is over, nothing follows, or `until` says so.
 */
export async function converse(
  world: World,
  call: Call,
  first: DocumentRequest,
  until: () => boolean = () => false,
): Promise<void> {
  let next: Next = first;
  for (let count = 0; next; count++) {
    if (count === documentLimit) {
      call.finish("failed", `it asked for ${documentLimit} documents: the TwiML goes round in circles`);
      return;
    }
    next = await follow(world, call, next, until);
    if (until()) return;
    if (!call.isOver) next = call.takeRedirection() ?? next;
  }
}

/** Fetches a document and executes it. When that fails the fallback is what follows. */
async function follow(
  world: World,
  call: Call,
  request: DocumentRequest,
  until: () => boolean,
): Promise<Next> {
  try {
    const { document, url } = await fetchDocument(world, call, request);
    if (call.isOver) return undefined;
    for (const warning of document.warnings) call.alert(warning);
    return await execute(document, flowAt(world, call, url), until);
  } catch (error) {
    if (!(error instanceof TwimlError)) throw error;
    call.alert({ code: error.code, detail: error.message });
    return recover(call, request, error);
  }
}

/** https://www.twilio.com/docs/usage/security/availability-reliability */
function recover(call: Call, failed: DocumentRequest, { code }: TwimlError): Next {
  const { fallback } = call.setup;
  if (call.isOver) return undefined;
  if (fallback && failed.purpose !== "fallback") {
    const params = { ...failed.params, ErrorCode: String(code), ErrorUrl: failed.url };
    return { purpose: "fallback", ...fallback, params };
  }
  call.hear("voice", "We are sorry, an application error has occurred. Goodbye.", 5);
  call.finish("completed", `error ${code} with nothing to fall back on`);
  return undefined;
}

async function fetchDocument(
  world: World,
  call: Call,
  request: DocumentRequest,
): Promise<{ document: Document; url: string }> {
  if (request.twiml !== undefined) return { document: readDocument(request.twiml), url: request.url };
  const params = { ...call.params(), ...request.params };
  const result = await sendWebhook(world.network, call, { ...request, params });
  const { failure, answer, seconds } = result;
  call.pass(seconds);
  if (failure) throw new TwimlError(failure.code, failure.detail);
  const { headers = {}, body = "" } = answer ?? {};
  // Relative addresses in the document start from the address without the parameters that were put into its query.
  const url = request.method === "GET" && result.url.startsWith(request.url) ? request.url : result.url;
  return { document: readDocument(toTwiml(body, headers["content-type"] ?? "", url)), url };
}

/**
 * Sounds are played and plain text is read out, as Twilio does.
 * https://www.twilio.com/docs/voice/twiml#twilio-understands-mime-types
 */
function toTwiml(body: string, contentType: string, url: string): string {
  const type = (contentType.split(";", 1)[0] ?? "").trim().toLowerCase();
  if (["text/xml", "application/xml", "text/html"].includes(type)) return body;
  if (type === "text/plain") return `<Response><Say>${escapeXml(body)}</Say></Response>`;
  if (type.startsWith("audio/")) return `<Response><Play>${escapeXml(url)}</Play></Response>`;
  throw new TwimlError(12300, `${url} answered with Content-Type "${contentType}"; TwiML is text/xml`);
}

async function execute({ instructions }: Document, flow: Flow, until: () => boolean): Promise<Next> {
  for (const [index, instruction] of instructions.entries()) {
    const next = await run(instruction, flow, index === 0);
    if (next) return next;
    if (flow.call.isOver || flow.call.isRedirected || until()) return undefined;
  }
  return undefined;
}

function run(instruction: Instruction, flow: Flow, first: boolean): Promise<Next> {
  const { name, written } = instruction;
  flow.call.steps.push({ kind: "verb", at: flow.call.at, verb: name, attributes: written });
  return instruction.run(flow, first);
}

/** The execution of a document that came from somewhere. */
export function flowAt(world: World, call: Call, documentUrl: string): Flow {
  const flow: Flow = {
    call,
    world,
    documentUrl,
    resolve(url) {
      if (!URL.canParse(url, documentUrl)) throw new TwimlError(11100, `"${url}" is no URL`);
      const resolved = new URL(url, documentUrl);
      if (resolved.protocol !== "http:" && resolved.protocol !== "https:") {
        throw new TwimlError(11100, `"${url}" must be http or https`);
      }
      return resolved.href;
    },
    converse: (other, first, until) => converse(world, other, first, until),
    async runNested(instructions) {
      for (const instruction of instructions) {
        if (!call.isOver && !call.isCut) await run(instruction, flow, false);
      }
    },
  };
  return flow;
}
