import { type Command, Option } from "commander";

/** A flag of the CLI's that would change what a command does, and that this engine does not have. */
export class UnsupportedFlagError extends Error {
  override readonly name = "UnsupportedFlagError";
  constructor(flag: string) {
    super(`the engine does not know ${flag}: leave it out, or use the Pulumi CLI for it`);
  }
}

/** Of every command. */
const ofAll = [
  "--disable-integrity-checking",
  "-e, --emoji",
  "-Q, --fully-qualify-stack-names",
  "--logflow",
  "--logtostderr",
  "--memprofilerate <n>",
  "--otel-traces <endpoint>",
  "--profiling <file>",
  "--tracing <endpoint>",
  "-v, --verbose <n>",
];

/** Of what runs over a stack. */
const ofRuns = [
  "--attach-debugger [what]",
  "--copilot",
  "--ignore-protect",
  "--import-file <file>",
  "--import-pending-creates <creates>",
  "--neo",
  "--override-env <name>",
  "--plan <file>",
  "--policy-pack <path>",
  "--policy-pack-config <file>",
  "--run-program",
  "--save-plan <file>",
  "--secrets-provider <name>",
  "--show-config",
  "--show-full-output",
  "--show-policy-remediations",
  "--show-reads",
  "--show-replacement-steps",
  "--skip-config-validation",
  "--skip-pending-creates",
  "--strict",
  "--urns",
];

/** Takes the flags that the CLI has on each command, and this engine has not, for refused by name. */
export function refuseGlobalFlags(program: Command): void {
  for (const flag of ofAll) refuse(program, flag);
}

/**
 * As {@link refuseGlobalFlags}, for a command that runs over a stack and has all the flags it knows; what the CLI has elsewhere
 * only is refused, too.
 */
export function refuseRunFlags(command: Command): void {
  for (const flag of ofRuns) refuse(command, flag);
}

function refuse(command: Command, flag: string): void {
  const option = new Option(flag).hideHelp();
  if (command.options.some(({ long }) => long === option.long)) return;
  command.addOption(option).on(`option:${option.name()}`, () => {
    throw new UnsupportedFlagError(option.long ?? flag);
  });
}
