import type { Command } from "commander";
import type { UpdateInfo } from "../backend/history.ts";
import { type ConfigValue, configText, containsSecure, openSecure } from "../workspace/config-value.ts";
import { ago, commandStack, flags, type Io, print, printJson } from "./io.ts";
import { withJson } from "./options.ts";

interface HistoryOptions {
  json?: boolean;
  showSecrets?: boolean;
  fullDates?: boolean;
  page: string;
  pageSize: string;
}

/** `stack history`: the updates of a stack. */
export function registerStackHistoryCommand(stack: Command, io: Io): void {
  withJson(stack.command("history"))
    .alias("hist")
    .description("list the stack's updates, the latest first")
    .option("--show-secrets", "with secret configuration in plain (with --json)")
    .option("--full-dates", "dates instead of how long ago")
    .option("--page <number>", "which page", "1")
    .option("--page-size <number>", "updates on a page", "10")
    .action(async (_: unknown, command: Command) => {
      const options = flags<HistoryOptions>(command);
      const chosen = await commandStack(io, command);
      const size = wholeNumber(options.pageSize, "--page-size");
      const start = (wholeNumber(options.page, "--page") - 1) * size;
      const updates = (await chosen.store.history()).slice(start, start + size);
      if (options.json) {
        const manager = options.showSecrets ? await chosen.secretsManager() : undefined;
        return printJson(
          io,
          updates.map((update) => updateJson(update, manager && ((text) => manager.decrypt(text)))),
        );
      }
      if (updates.length === 0) return print(io, "Stack has never been updated");
      for (const update of updates) printUpdate(io, update, options.fullDates ?? false);
    });
}

function wholeNumber(text: string, flag: string): number {
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new Error(`${flag} must be a whole number from 1, not "${text}"`);
}

function printUpdate(io: Io, update: UpdateInfo, fullDates: boolean): void {
  const start = new Date(update.startTime * 1000);
  const changes = update.resourceChanges ?? {};
  const counts = [
    `+${changes.create ?? 0}`,
    `-${changes.delete ?? 0}`,
    `~${changes.update ?? 0}`,
    ` ${changes.same ?? 0}`,
  ];
  print(io, `Version: ${update.version}`);
  print(io, `UpdateKind: ${update.kind}`);
  print(io, `Status: ${update.result}`);
  print(io, `Message: ${update.message}`);
  print(
    io,
    `${counts.join("")} Updated ${fullDates ? start.toISOString() : ago(start)} took ${update.endTime - update.startTime}s`,
  );
  for (const [key, value] of Object.entries(update.environment ?? {}).sort()) {
    if (value.trim() !== "") print(io, `    ${key}: ${value}`);
  }
  print(io, "");
}

/** @param open decrypts; without it secret values are left out */
function updateJson(update: UpdateInfo, open: ((ciphertext: string) => string) | undefined): object {
  const time = (seconds: number) => new Date(seconds * 1000).toISOString();
  const config = Object.entries(update.config ?? {}) as [string, ConfigValue][];
  return {
    version: update.version,
    kind: update.kind,
    startTime: time(update.startTime),
    message: update.message,
    environment: update.environment ?? {},
    config: Object.fromEntries(config.map(([key, value]) => [key, configJson(value, open)])),
    result: update.result,
    endTime: time(update.endTime),
    resourceChanges: update.resourceChanges ?? {},
  };
}

/** A config value as the CLI's JSON has it. @param open as for {@link updateJson} */
export function configJson(value: ConfigValue, open: ((ciphertext: string) => string) | undefined): object {
  const secret = containsSecure(value);
  if (secret && open === undefined) return { secret };
  const opened = open === undefined ? value : openSecure(value, open);
  const isObject = typeof value === "object" && value !== null && typeof opened === "object";
  return { value: configText(opened), ...(isObject ? { objectValue: opened } : {}), secret };
}
