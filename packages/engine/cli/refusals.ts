import { type Command, Option } from "commander";
import { cliFlags, hiddenRunFlags, otherCommands } from "./pulumi-cli.ts";

/** A flag of the CLI's that would change what a command does, and that this engine does not have. */
export class UnsupportedFlagError extends Error {
  override readonly name = "UnsupportedFlagError";
  constructor(flag: string) {
    super(`the engine does not know ${flag}: leave it out, or use the Pulumi CLI for it`);
  }
}

/** A command of the CLI's that this engine does not have. */
export class UnsupportedCommandError extends Error {
  override readonly name = "UnsupportedCommandError";
  constructor(command: string) {
    super(`the engine has no command \`${command}\`: use the Pulumi CLI for it`);
  }
}

/**
 * Has every flag and command that the CLI has, and `program` has not, refused by name before anything is done. To be called
 * when all that it has is registered.
 */
export function refuseOthers(program: Command): void {
  for (const [path, flags] of Object.entries(cliFlags)) {
    const command = commandAt(program, path);
    for (const flag of words(flags)) refuseFlag(program, command, flag);
  }
  for (const path of ["preview", "up", "refresh", "destroy", "import"]) {
    for (const flag of words(hiddenRunFlags)) refuseFlag(program, commandAt(program, path), flag);
  }
  for (const [path, names] of Object.entries(otherCommands)) {
    for (const name of words(names)) refuseCommand(commandAt(program, path), name);
  }
}

function refuseFlag(program: Command, command: Command, flag: string): void {
  const name = flag.replace(",", ", ").replace("[=]", " [value]").replace(/=$/, " <value>");
  const option = new Option(name).hideHelp();
  const has = [...command.options, ...program.options].some(
    ({ long }) => long === option.long || long === `--no-${option.name()}`,
  );
  if (has) return;
  command.addOption(option).on(`option:${option.name()}`, () => {
    throw new UnsupportedFlagError(option.long ?? flag);
  });
}

function refuseCommand(above: Command, name: string): void {
  above
    .command(`${name} [arguments...]`, { hidden: true })
    .allowUnknownOption()
    .helpOption(false)
    .action(() => {
      throw new UnsupportedCommandError([...(above.parent === null ? [] : [above.name()]), name].join(" "));
    });
}

/** @param path the names of the commands on the way, separated by spaces */
function commandAt(program: Command, path: string): Command {
  return words(path).reduce((above, name) => {
    const found = above.commands.find((each) => each.name() === name || each.aliases().includes(name));
    if (found === undefined) throw new Error(`there is no command "${path}"`);
    return found;
  }, program);
}

function words(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== "");
}
