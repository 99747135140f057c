import {
  type Element,
  formatTwiml,
  parseXml,
  readDocument,
  type readMessagingDocument,
} from "@dialer/emulator/twiml";
import { expect } from "vitest";
import type { deploy } from "../test/deployed.ts";

type Run = Awaited<ReturnType<typeof deploy>>;
type Params = Record<string, string>;

export interface StoryArgs {
  run: Run;
  /** Variables of the functions. */
  context: Record<string, unknown>;
  /** What Twilio says in every request of the call. */
  usual?: Params;
  /** How TwiML is read: that of calls unless given. */
  read?: typeof readDocument | typeof readMessagingDocument;
}

/** What a caller does, and what the functions answer that Twilio asks: TwiML that was checked by Twilio's rules. */
export class Story {
  readonly #args: StoryArgs;
  readonly #pages: string[] = [];
  /** The last answer. */
  #last: Element | undefined;

  constructor(args: StoryArgs) {
    this.#args = args;
  }

  /** Twilio asks a function. */
  async ask(title: string, url: string, params: Params = {}): Promise<this> {
    const { run, context, usual, read = readDocument } = this.#args;
    const { pathname, search, searchParams } = new URL(url, "https://functions.example");
    const event = { ...usual, ...Object.fromEntries(searchParams), ...params };
    const { body } = await run(pathname, { context, event, warm: true });
    expect(read(body).warnings, title).toEqual([]);
    this.#last = parseXml(body);
    // What a phone has proved it is stands in From as well.
    const said = Object.entries(params).flatMap(([name, value]) =>
      name.startsWith("Sip") ? [] : [` ${name}=${value}`],
    );
    const asked = neutral(`${pathname}${search}${said.join("")}`).replaceAll("--", "- -");
    this.#pages.push(`<!-- ${title}\n     ${asked} -->\n${neutral(formatTwiml(this.#last))}`);
    return this;
  }

  /** Twilio asks what the last answer named: in an attribute (`action`, `waitUrl`), or in a `Redirect`. */
  async goOn(title: string, where: "action" | "waitUrl" | "Redirect", params: Params = {}): Promise<this> {
    const url = this.#last && find(this.#last, where);
    if (url === undefined) throw new Error(`${title}: the last answer names no ${where}`);
    return this.ask(title, url, params);
  }

  /** The whole story, one answer after the other. */
  toString(): string {
    return `${this.#pages.join("\n\n")}\n`;
  }
}

function find({ name, attributes, text, children }: Element, where: string): string | undefined {
  if (name === where) return text;
  return attributes[where] ?? children.map((child) => find(child, where)).find((url) => url !== undefined);
}

/** Signatures follow from secrets. */
const neutral = (text: string) => text.replace(/(signature=)[\w-]+/g, "$1SIGNATURE");
