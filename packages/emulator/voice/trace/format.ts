import { styleText } from "node:util";
import { decode } from "../address.ts";
import type { CallTrace, LegTrace, Step, WebhookPurpose, WebhookStep } from "./trace.ts";

type Style = Parameters<typeof styleText>[0];

/** How a trace is written out. */
export interface FormatOptions {
  /** Colours for a terminal; by default when standard output is one. */
  colour?: boolean;
  /** Show the TwiML and all parameters of each request. */
  verbose?: boolean;
}

/** A trace as a text in which a person can follow the call from top to bottom. */
export function formatTrace(trace: CallTrace, options: FormatOptions = {}): string {
  const { colour = process.stdout.isTTY === true, verbose = false } = options;
  const paint = (style: Style, text: string) =>
    colour ? styleText(style, text, { validateStream: false }) : text;
  return lines(trace, { paint, verbose }).join("\n");
}

interface Pen {
  paint(style: Style, text: string): string;
  verbose: boolean;
}

function lines(trace: CallTrace, pen: Pen): string[] {
  const { paint } = pen;
  const head = `${paint("bold", shortAddress(trace.from))} ${paint("cyan", "→")} ${paint("bold", shortAddress(trace.to))}`;
  return [
    `${paint("cyan", "☎")} ${head}`,
    ...trace.steps.flatMap((step) => indent(stepLines(step, trace, pen))),
    `${endMark(trace, pen)} ${trace.status}${sip(trace.sipResponse)}, ${seconds(trace.duration)}: ${trace.ended}`,
  ];
}

const endMark = ({ status }: CallTrace, { paint }: Pen) =>
  status === "completed" ? paint("green", "■") : paint("red", "■");

const indent = (text: string[]) => text.map((line) => `  ${line}`);

function stepLines(step: Step, trace: CallTrace, pen: Pen): string[] {
  const { paint, verbose } = pen;
  switch (step.kind) {
    case "webhook":
      return webhookLines(step, pen);
    case "verb":
      // What was said or played stands in the next line anyway.
      if (!verbose && ["Say", "Play"].includes(step.verb)) return [];
      return [
        `${clock(step.at, pen)} ${paint("yellow", `<${step.verb}>`)}${paint("dim", attributes(step.attributes))}`,
      ];
    case "heard":
      return [`${clock(step.at, pen)}   ${paint("green", heardMark[step.by])} ${quoted(step)}`];
    case "did":
      return [
        `${clock(step.at, pen)}   ${paint("magenta", "⌨")} caller ${[step.did, step.text].join(" ").trim()}`,
      ];
    case "status":
      if (step.status !== "in-progress") return [];
      return [`${clock(step.at, pen)} ${paint("green", "✓")} answered${sip(step.sipResponse)}`];
    case "dial":
      return step.legs.flatMap((sid) => {
        const leg = trace.legs.find((candidate) => candidate.sid === sid);
        return leg ? legLines(leg, pen) : [];
      });
    case "alert":
      return [
        `${clock(step.at, pen)} ${paint(step.level === "error" ? "red" : "yellow", `! ${step.code} ${step.text}`)}`,
      ];
  }
}

const heardMark = { say: "🔊", play: "♪", keys: "⌨", voice: "👤" } as const;

const quoted = ({ by, text }: { by: string; text: string }) =>
  by === "say" || by === "voice" ? `“${text}”` : text;

function webhookLines(step: WebhookStep, pen: Pen): string[] {
  const { paint, verbose } = pen;
  const url = verbose ? step.url : step.url.split("?", 1)[0];
  const purpose = step.purpose === "voice" ? "" : paint("dim", ` (${step.purpose}${eventOf(step)})`);
  const mark = step.purpose in telling ? paint("dim", "⇢") : paint("blue", "⇢");
  const result = step.status === undefined ? paint("red", "no answer") : status(step.status, pen);
  const line = `${clock(step.at, pen)} ${mark} ${step.method} ${url} ${paint("blue", "⇠")} ${result}${purpose}`;
  if (!verbose) return [line];
  const params = Object.entries(step.params).map(([name, value]) =>
    paint("dim", `         ${name}=${value}`),
  );
  const body = (step.answer ?? "").split("\n").map((text) => paint("dim", `         ${text}`));
  return [line, ...params, ...body];
}

/** The parameter that says most about a request. */
const telling: Partial<Record<WebhookPurpose, string>> = {
  "status-callback": "CallStatus",
  "recording-status": "RecordingStatus",
  "conference-status": "StatusCallbackEvent",
};

function eventOf({ purpose, params }: WebhookStep): string {
  const event = params[telling[purpose] ?? "DialCallStatus"];
  return event === undefined ? "" : `: ${event}`;
}

const status = (code: number, { paint }: Pen) => paint(code < 300 ? "green" : "red", String(code));

function legLines(leg: LegTrace, pen: Pen): string[] {
  const { paint } = pen;
  const style: Style = leg.status === "completed" ? "green" : leg.status === "canceled" ? "dim" : "red";
  const rang = (leg.answeredAt ?? leg.endedAt) - leg.startedAt;
  const outcome = [
    paint(style, leg.status) + sip(leg.sipResponse),
    rang > 0 ? `rang ${seconds(rang)}` : "",
    leg.answeredAt === undefined ? "" : `talked ${seconds(leg.duration)}`,
    leg.ended,
  ].filter((part) => part !== "");
  const caller = leg.callerId === "" ? "" : ` ${paint("dim", "as")} ${leg.callerId}`;
  const details = [
    ...Object.entries(leg.sipHeaders ?? {}).map(([name, value]) => paint("dim", `${name}: ${value}`)),
    ...(leg.phones ?? []).map((contact) => paint("dim", `rings ${contact}`)),
    ...emergencyLines(leg, pen),
    ...(leg.screening ? ["the called party alone:", ...lines(leg.screening, pen)] : []),
    ...(leg.inbound ? lines(leg.inbound, pen) : []),
  ];
  return [
    `${clock(leg.startedAt, pen)}   ${paint("cyan", "└→")} ${paint("bold", leg.to)}${caller}  ${outcome.join(", ")}`,
    ...details.map((line) => `           ${line}`),
  ];
}

function emergencyLines({ emergency }: LegTrace, { paint }: Pen): string[] {
  if (!emergency) return [];
  const { number, callingNumber, address, charge } = emergency;
  const title = number === "911" ? "EMERGENCY CALL" : "emergency test call";
  const where = address ?? "no registered address";
  const cost = charge > 0 ? `, $${charge} charge: a national centre asks where` : "";
  return [
    paint(
      ["bold", address === undefined ? "red" : "yellow"],
      `${title} from ${callingNumber}: ${where}${cost}`,
    ),
  ];
}

const attributes = (written: Record<string, string>) =>
  Object.entries(written)
    .map(([name, value]) => ` ${name}="${value}"`)
    .join("");

const seconds = (value: number) => `${Math.round(value * 10) / 10} s`;

const sip = (response: number | undefined) => (response === undefined ? "" : ` (SIP ${response})`);

/** `0:07`, minutes and seconds of the call. */
function clock(at: number, { paint }: Pen): string {
  const whole = Math.floor(at);
  return paint("dim", `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`.padStart(5));
}

/** `sip:demo@example.sip.twilio.com` -> `demo@example`; others stay. */
function shortAddress(address: string): string {
  const short = address.replace(/^sip:(.+)\.sip\.twilio\.com$/, "$1");
  return decode(short) ?? short;
}
