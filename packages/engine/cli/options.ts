import { type Command, Option } from "commander";

/** Adds `--json`, and `--output json`, the CLI's newer word for it. */
export function withJson(command: Command): Command {
  const output = new Option("--output <format>", "how to write it").choices(["default", "json"]);
  return command
    .option("-j, --json", "as JSON")
    .addOption(output)
    .on("option:output", (format: string) => command.setOptionValue("json", format === "json"));
}

/**
 * The arguments with flags that take no value as Commander knows them: for the CLI `--diff=true` is `--diff`, and with
 * `--diff=false` it is as if the flag was not there.
 */
export function withoutSwitches(program: Command, args: readonly string[]): string[] {
  const options = allOptions(program);
  const isSwitch = (flag: string) => {
    const named = options.filter(({ long }) => long === flag);
    return named.length > 0 && named.every(({ required, optional }) => !required && !optional);
  };
  const end = args.includes("--") ? args.indexOf("--") : args.length;
  return args.flatMap((arg, index) => {
    const [, flag, value] = /^(--[a-z-]+)=(true|false)$/.exec(arg) ?? [];
    if (index > end || flag === undefined || !isSwitch(flag)) return [arg];
    return value === "true" ? [flag] : [];
  });
}

function allOptions(command: Command): readonly Option[] {
  return [...command.options, ...command.commands.flatMap(allOptions)];
}

/** How secrets are encrypted: the only way there is here, by the CLI's name for it, or by leaving it out. */
export function secretsProvider(): Option {
  const choices = ["default", "passphrase"];
  return new Option("--secrets-provider <type>", "how secrets are encrypted").choices(choices);
}
