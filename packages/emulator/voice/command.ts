import type { Command } from "commander";
import { z } from "zod";
import { formatTrace } from "./trace/format.ts";
import type { CallTrace } from "./trace/trace.ts";

const refusal = z.object({ message: z.string() });

interface Options {
  url: string;
}

interface CallOptions extends Options {
  from: string;
  password?: string;
  claim?: string;
  address?: string;
  presses?: string;
  script?: string;
  header: string[];
  json: boolean;
  verbose: boolean;
}

const defaultUrl = () => process.env.TWILIO_API_URL ?? "http://127.0.0.1:4010";
/** Where the emulator is. */
export const urlOption = ["--url <url>", "a running emulator", defaultUrl()] as const;
/** Options that may be repeated. */
export const collect = (value: string, previous: string[]) => [...previous, value];

/**
 * Adds `call`, `phone` and `party` to a command line: they use an emulator that is running already, by its
 * URL or `TWILIO_API_URL`.
 */
export function addVoiceCommands(program: Command): void {
  program
    .command("call")
    .description("place a call and show what happens")
    .argument("<to>", "what is dialled: 911, +15035550100, #, an extension, user@example.sip.twilio.com")
    .requiredOption("--from <party>", "a phone (user@example.sip.twilio.com) or a telephone number")
    .option(
      "--password <password>",
      "the phone's password; the stored one when left out, as this is a laptop",
    )
    .option("--address <address>", "the IPv4 address the phone calls from, such as a carrier's")
    .option("--claim <user>", "what the phone's From header claims to be")
    .option("--presses <keys>", 'keys the caller presses, such as "1 2#"')
    .option("--script <script>", 'what the caller does, such as "hangs up after 20 s"')
    .option("--header <name=value>", "a header of the INVITE, such as X-Test=1; may be repeated", collect, [])
    .option("--json", "print the trace as JSON", false)
    .option("--verbose", "show TwiML and parameters of each request", false)
    .option(...urlOption)
    .action(async (to: string, options: CallOptions) => {
      const trace = (await post(options, "/emulator/calls", callBody(to, options))) as CallTrace;
      const { json, verbose } = options;
      process.stdout.write(`${json ? JSON.stringify(trace, null, 2) : formatTrace(trace, { verbose })}\n`);
    });
  program
    .command("phone")
    .description("register a SIP phone")
    .argument("<address>", "user@example.sip.twilio.com")
    .option("--password <password>", "the stored one when left out, as this is a laptop")
    .option("--script <script>", 'what happens when it is called, such as "answers after 3 rings"')
    .option(...urlOption)
    .action(
      async (address: string, { url, ...options }: Options & { password?: string; script?: string }) => {
        const { user, host } = splitAddress(address);
        await post({ url }, "/emulator/phones", { username: user, domain: host, ...options });
        process.stdout.write(`${address} is registered\n`);
      },
    );
  program
    .command("party")
    .description("say what somebody outside does when called")
    .argument("<address>", "+15035550100, sip:user@host, sip:host or client:name")
    .argument("<script>", "busy, no-answer, failed, answers after 3 rings, presses 1, hangs up after 20 s")
    .option(...urlOption)
    .action(async (address: string, script: string, options: Options) => {
      await post(options, "/emulator/parties", { address, script });
      process.stdout.write(`${address}: ${script}\n`);
    });
}

function callBody(to: string, { from, password, claim, address, presses, script, header }: CallOptions) {
  const phone = from.includes("@") ? splitAddress(from) : undefined;
  const headers = header.map((pair) => {
    const [name = "", ...value] = pair.split("=");
    return [name, value.join("=")] as const;
  });
  return {
    to,
    from: phone ? { sip: phone.user, domain: phone.host, password, claimedFrom: claim, address } : from,
    headers: Object.fromEntries(headers),
    presses,
    script,
  };
}

function splitAddress(address: string): { user: string; host: string } {
  const [user = "", host = ""] = address.replace(/^sips?:/, "").split("@");
  if (user === "" || host === "") throw new Error(`"${address}" must be user@example.sip.twilio.com`);
  return { user, host };
}

/** Sends JSON to a running emulator. Errors: none is there, or what it says is wrong. */
export const post = (options: Options, path: string, body: unknown): Promise<unknown> =>
  ask(options, "POST", path, body);

/** Asks a running emulator. Errors: none is there, or what it says is wrong. */
export async function ask({ url }: Options, method: string, path: string, body?: unknown): Promise<unknown> {
  const request = {
    method,
    ...(body === undefined
      ? {}
      : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
  };
  const response = await fetch(new URL(path, url), request).catch(() => {
    throw new Error(`no emulator answers at ${url}: start one with "npm run emulator", or give --url`);
  });
  const answer: unknown = await response.json();
  if (response.ok) return answer;
  const { success, data } = refusal.safeParse(answer);
  throw new Error(success ? data.message : `${url}${path} answered with status ${response.status}`);
}
