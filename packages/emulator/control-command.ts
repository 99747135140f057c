import { readFile } from "node:fs/promises";
import type { Command } from "commander";
import { writePrivately } from "./state/files.ts";
import { ask, urlOption } from "./voice/command.ts";

interface Options {
  url: string;
}

interface FaultOptions extends Options {
  method?: string;
  route?: string;
  status?: string;
  code?: string;
  header: Record<string, string>;
  drop?: string;
  delay?: string;
  effect: boolean;
  skip?: string;
  count?: string;
  probability?: string;
  lag?: string;
  lagMs?: string;
  lagAlone: boolean;
}

const print = (answer: unknown) => void process.stdout.write(`${JSON.stringify(answer, null, 2)}\n`);
const numberOr = (value: string | undefined) => (value === undefined ? undefined : Number(value));

const header = (pair: string, others: Record<string, string>) => {
  const [name = "", ...value] = pair.split("=");
  return { ...others, [name]: value.join("=") };
};

/** Adds `fault`, `faults`, `requests`, `clock`, `export`, `import` and `reset`: what steers an emulator that is running. */
export function addControlCommands(program: Command): void {
  program
    .command("fault")
    .description("make requests go wrong: API requests, and webhooks on their way")
    .option("--method <method>", "only these, such as POST")
    .option("--route <expression>", "only these: a regular expression over <host>/<path>")
    .option("--status <status>", "answer this, 400 to 599")
    .option("--code <code>", "refuse with this code of Twilio's, such as 21608")
    .option("--header <name=value>", "a header of that answer; may be repeated", header, {})
    .option("--effect", "with a status or code: let the request take effect all the same", false)
    .option("--drop <when>", "close the connection without an answer, before or after the effect")
    .option("--delay <ms>", "wait before going on")
    .option("--skip <count>", "let the first ones through")
    .option("--count <count>", "how many go wrong; all when left out")
    .option("--probability <0..1>", "chance of each to go wrong, drawn from the seed")
    .option("--lag <looks>", "let so many lists not show yet what the request makes or changes")
    .option("--lag-ms <ms>", "let lists not show it for so long, on the emulator's clock")
    .option("--lag-alone", "with a lag: let reads of it alone be late, too", false)
    .option(...urlOption)
    .action(async ({ url, lag, lagMs, lagAlone, header: headers, ...given }: FaultOptions) => {
      const { status, code, delay, skip, count, probability, ...rule } = given;
      const numbers = { status, code, delayMs: delay, skip, count, probability };
      const fault = Object.fromEntries(
        Object.entries(numbers).map(([name, value]) => [name, numberOr(value)]),
      );
      const late = { looks: numberOr(lag), ms: numberOr(lagMs), alone: lagAlone };
      const isLate = lag !== undefined || lagMs !== undefined;
      const body = { ...rule, ...fault, headers, ...(isLate && { lag: late }) };
      print(await ask({ url }, "POST", "/emulator/faults", body));
    });
  program
    .command("faults")
    .description("list what makes requests go wrong, and how often it has; --clear takes it all away")
    .option("--clear", "take all of them away", false)
    .option(...urlOption)
    .action(async ({ clear, ...options }: Options & { clear: boolean }) =>
      print(await ask(options, clear ? "DELETE" : "GET", "/emulator/faults")),
    );
  program
    .command("requests")
    .description("list the API requests so far")
    .option(...urlOption)
    .action(async (options: Options) => print(await ask(options, "GET", "/emulator/requests")));
  program
    .command("clock")
    .description("tell the time, or move it on")
    .argument("[duration]", "such as 10s, 5m, 2h, 1d")
    .option(...urlOption)
    .action(async (advance: string | undefined, options: Options) =>
      print(
        advance === undefined
          ? await ask(options, "GET", "/emulator/clock")
          : await ask(options, "POST", "/emulator/clock", { advance }),
      ),
    );
  program
    .command("export")
    .description("write down everything it remembers; the file holds secrets in plain, for its owner only")
    .argument("<file>")
    .option(...urlOption)
    .action(async (file: string, options: Options) =>
      writePrivately(file, JSON.stringify(await ask(options, "GET", "/emulator/state"))),
    );
  program
    .command("import")
    .description("take on what was written down, in place of everything else")
    .argument("<file>")
    .option(...urlOption)
    .action(async (file: string, options: Options) => {
      const state: unknown = JSON.parse(await readFile(file, "utf8"));
      await ask(options, "POST", "/emulator/state", state);
    });
  program
    .command("reset")
    .description("forget everything but the account")
    .option(...urlOption)
    .action(async (options: Options) => void (await ask(options, "POST", "/emulator/reset")));
}
