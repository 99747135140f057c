import { type Element, parseXml, readDocument } from "@dialer/emulator/twiml";

/** Who is dialled, as TwiML says it. */
export interface Dialled {
  to: string;
  /** Left out: the caller's own number is shown. */
  callerId?: string;
  /** Seconds. */
  timeLimit?: number;
}

/** What TwiML does to a call, in short. */
export interface Summary {
  /** Texts that are said, and sounds that are played. */
  hears: string[];
  dials: Dialled[];
  /** The queue in which the caller waits. */
  queue?: string;
  /** Whether the caller can leave a message. */
  records: boolean;
  /** What Twilio would warn of. Nothing, unless there is a mistake in the functions. */
  warnings: string[];
}

/** Reads what a function answers, by Twilio's rules. */
export function summarise(twiml: string): Summary {
  const root = parseXml(twiml);
  const warnings = readDocument(twiml).warnings.map(({ code, detail }) => `${code}: ${detail}`);
  const verbs = root.children;
  return {
    hears: verbs.flatMap(heard),
    dials: verbs.filter(({ name }) => name === "Dial").flatMap(dialled),
    ...queueOf(verbs),
    records: verbs.some(({ name }) => name === "Record"),
    warnings,
  };
}

function heard({ name, text, children }: Element): string[] {
  if (name === "Say") return [text];
  if (name === "Play") return [`♪ ${text}`];
  return name === "Gather" ? children.flatMap(heard) : [];
}

function dialled({ attributes: { callerId, timeLimit }, children }: Element): Dialled[] {
  return children.map(({ name, text }) => ({
    to: name === "Client" ? `client:${text}` : text,
    ...(callerId !== undefined && { callerId }),
    ...(timeLimit !== undefined && { timeLimit: Number(timeLimit) }),
  }));
}

function queueOf(verbs: Element[]): { queue?: string } {
  const queue = verbs.find(({ name }) => name === "Enqueue")?.text;
  return queue === undefined ? {} : { queue };
}
