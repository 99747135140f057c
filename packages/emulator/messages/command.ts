import type { Command } from "commander";
import { collect, post, urlOption } from "../voice/command.ts";
import type { MessageTrace } from "./inbound.ts";

interface Options {
  url: string;
  from: string;
  media: string[];
  json: boolean;
}

/** Adds `sms` to a command line: somebody outside writes to a number of an emulator that is running. */
export function addMessageCommand(program: Command): void {
  program
    .command("sms")
    .description("write to a number and show what comes back")
    .argument("<to>", "a number of the account")
    .argument("[body]", "what is written", "")
    .requiredOption("--from <number>", "who writes")
    .option("--media <url>", "a picture or sound (data: or http:); may be repeated", collect, [])
    .option("--json", "print the trace as JSON", false)
    .option(...urlOption)
    .action(async (to: string, body: string, { url, from, media, json }: Options) => {
      const request = { from, to, body, mediaUrls: media };
      const trace = (await post({ url }, "/emulator/messages", request)) as MessageTrace;
      process.stdout.write(`${json ? JSON.stringify(trace, null, 2) : formatMessage(trace)}\n`);
    });
}

/** A message's trace, a line for each thing that happened. */
function formatMessage({ from, to, body, steps, replies }: MessageTrace): string {
  const happened = steps.flatMap((step) => {
    if (step.kind === "webhook")
      return [`  ${step.method} ${step.url.split("?", 1)[0]} ${step.status ?? "no answer"}`];
    return step.kind === "alert" ? [`  ! ${step.code} ${step.text}`] : [];
  });
  const answers = replies.map(
    (reply) => `✉ ${reply.from} → ${reply.to}: ${[reply.body, ...reply.mediaUrls].join(" ")}`,
  );
  return [`✉ ${from} → ${to}: ${body}`, ...happened, ...answers].join("\n");
}
