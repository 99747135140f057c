import { TwilioError, twilioFromEnvironment } from "@pulumi/twilio/client";
import type { Command } from "commander";
import { InvalidArgumentError } from "commander";
import { z } from "zod";
import { explained } from "../systems/lab/advice.ts";
import { systemOutput } from "./pulumi.ts";

interface SendOptions {
  to?: string;
  from?: string;
  stack: string;
}

const laboratory = z.object({ number: z.string(), defaultTo: z.string() });

/** `dialer messages send` and `dialer messages list`. */
export function addMessages(program: Command): void {
  const messages = program
    .command("messages")
    .description("sends text messages, and lists those of the account");

  messages
    .command("send")
    .description("send a text from the laboratory's number")
    .argument("<text>")
    .option("--to <number>", "whom to; the laboratory's default number unless given", e164)
    .option("--from <number>", "a number of the account; the laboratory's unless given", e164)
    .option("-s, --stack <stack>", "the stack whose laboratory sends", "prod")
    .action(async (body: string, { to, from, stack }: SendOptions) => {
      const lab = to && from ? undefined : laboratory.parse(await systemOutput(stack, "lab"));
      const message = { to: to ?? lab?.defaultTo ?? "", from: from ?? lab?.number ?? "", body };
      try {
        const { sid, status } = await twilioFromEnvironment().messages.create(message);
        process.stdout.write(`${message.from} → ${message.to}: ${status} (${sid})\n`);
      } catch (error) {
        if (!(error instanceof TwilioError)) throw error;
        throw new Error(explained(error.code ?? 0, error.reason));
      }
    });

  messages
    .command("list")
    .description("list the latest messages of the account with their status")
    .option("--limit <count>", "how many", count, 20)
    .option("--json", "as JSON, for programs", false)
    .action(async ({ limit, json }: { limit: number; json: boolean }) => {
      const found = await twilioFromEnvironment().messages.list({ limit });
      const rows = found.map(({ sid, dateCreated, direction, from, to, status, errorCode, body }) => {
        return { sid, at: dateCreated.toISOString(), direction, from, to, status, errorCode, body };
      });
      process.stdout.write(json ? `${JSON.stringify(rows, null, 2)}\n` : rows.map(line).join(""));
    });
}

interface Row {
  at: string;
  from: string;
  to: string;
  status: string;
  errorCode: number | null;
  body: string;
}

function line({ at, from, to, status, errorCode, body }: Row): string {
  const outcome = errorCode ? `${status} (${errorCode})` : status;
  const text = body.replaceAll(/\s+/g, " ");
  return `${at.slice(0, 19)}Z  ${from.padEnd(13)} → ${to.padEnd(13)}  ${outcome.padEnd(12)}  ${text}\n`;
}

function e164(value: string): string {
  if (/^\+[1-9]\d{7,14}$/.test(value)) return value;
  throw new InvalidArgumentError("Write a number in E.164 form, such as +15035550190.");
}

function count(value: string): number {
  const parsed = Number(value);
  if (Number.isInteger(parsed) && parsed > 0 && parsed <= 1_000) return parsed;
  throw new InvalidArgumentError("Give a whole number from 1 to 1000.");
}
