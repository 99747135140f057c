import { type Command, InvalidArgumentError } from "commander";
import { type Call, callOf } from "./trace/call.ts";
import { differencesBetween } from "./trace/differences.ts";
import { Functions } from "./trace/functions.ts";
import { atVersion } from "./trace/git.ts";
import { callReport, differencesReport } from "./trace/report.ts";
import { readVersion } from "./trace/version.ts";
import { walk } from "./trace/walk.ts";

interface Options {
  keys?: string[];
  against?: string;
  json: boolean;
}

/**
 * Adds `dialer trace`, which says how calls would be answered before anything is deployed.
 * @param root the project's folder
 */
export function addTrace(program: Command, root = "."): void {
  program
    .command("trace")
    .description(
      "say how a call would be answered, by the files as they are here: nothing is deployed or called",
    )
    .argument("[caller]", "an extension, or a number outside such as +12065550123")
    .argument("[called]", "what they dial, or the network's number that they call")
    .option(
      "--keys <keys>",
      "keys that they press then, such as 1,5035551212,*; between two commas: silence",
      keys,
    )
    .option(
      "--against <version>",
      "list the calls that would be answered differently in this commit, branch or tag; ends with 0 if there are none, " +
        "1 if there are some, 2 if that cannot be said",
    )
    .option("--json", "as JSON, for programs", false)
    .action((caller: string | undefined, called: string | undefined, options: Options, command: Command) => {
      if (options.against !== undefined) return compare(root, options.against, options);
      if (caller === undefined || called === undefined)
        command.error(
          "error: name who calls and what they dial, or a version to compare with: --against main",
        );
      return trace(root, caller, called, options);
    });
}

function trace(root: string, caller: string, called: string, { keys = [], json }: Options): void {
  const version = readVersion(root);
  const call: Call = callOf(version, caller, called);
  const { steps, unused } = walk(new Functions(version, call.environment), call.first, keys);
  const { from, to, environment } = call;
  print(json ? { from, to, environment, steps, unused } : callReport(call, steps, unused));
}

function compare(root: string, ref: string, { json }: Options): void {
  try {
    const differences = differencesBetween(atVersion(root, ref, readVersion), readVersion(root));
    print(json ? differences : differencesReport(differences));
    process.exitCode = differences.length === 0 ? 0 : 1;
  } catch (error) {
    process.stderr.write(`dialer: ${error instanceof Error ? error.message : error}\n`);
    process.exitCode = 2;
  }
}

function print(what: string | object): void {
  process.stdout.write(typeof what === "string" ? what : `${JSON.stringify(what, null, 2)}\n`);
}

function keys(text: string): string[] {
  if (/^[0-9*#,]*$/.test(text)) return text.split(",");
  throw new InvalidArgumentError("Write keys of a telephone, with commas where the caller waits: 1,2,*");
}
