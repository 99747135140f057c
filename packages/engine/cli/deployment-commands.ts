import { type Command, InvalidArgumentError, Option } from "commander";
import type { RunKind } from "../deploy/run.ts";
import { deploy } from "./deploy-stack.ts";
import type { DeploymentFlags } from "./deployment-flags.ts";
import type { Io } from "./io.ts";
import { secretsProvider } from "./options.ts";

const parallelText =
  "how many resources to work on at once (default: PULUMI_PARALLEL, else four for each processor)";

/** `preview`, `up`, `refresh`, `destroy`: what a stack is changed with. */
export function registerDeploymentCommands(program: Command, io: Io): void {
  const action = (kind: RunKind, forcePreview: boolean) => (flags: DeploymentFlags, command: Command) =>
    deploy(io, command, kind, { ...flags, previewOnly: forcePreview || flags.previewOnly });
  const preview = common(program.command("preview").aliases(["pre"]), "show what `up` would do");
  replacing(refreshing(configuring(preview))).action(action("up", true));
  const up = changing(program.command("up").aliases(["update"]), "make the stack what the program says");
  goingOn(replacing(refreshing(configuring(up))))
    // As with the CLI: of use only where a stack is made from a template.
    .addOption(secretsProvider().hideHelp())
    .action(action("up", false));
  const refresh = program.command("refresh");
  configuring(changing(refresh, "read everything back and make the state what is there"))
    .option("--exclude-dependents", "nor what depends on what is excluded")
    .option("--preview-only", "only show what has changed")
    .option("--clear-pending-creates", "forget creates that a run that died left in doubt")
    .action(action("refresh", false));
  const destroy = program.command("destroy").aliases(["down", "dn"]);
  goingOn(refreshing(configuring(changing(destroy, "delete everything the stack owns"))))
    .option("--preview-only", "only show what would be deleted")
    .option("--exclude-protected", "leave protected resources, and what they need")
    .option("--remove", "remove the stack and its file, too, when nothing is left")
    .option(
      "--run-program",
      "run the program beforehand: for what its providers are configured with, and for its delete hooks",
    )
    .action(action("destroy", false));
}

/** The flags of every command that runs over a stack. */
export function running(command: Command, description: string): Command {
  return (
    command
      .description(description)
      .option("--diff", "show every property at full length")
      .option("-j, --json", "as JSON: a preview as one document, what is done as an event a line")
      .option("-p, --parallel <n>", parallelText, wholeNumber)
      .option("-m, --message <text>", "a note for the history")
      .option("-d, --debug", "show what is said for finding mistakes, too")
      .option("--show-secrets", "show secrets in plain")
      .option("--suppress-outputs", "do not show the stack's outputs")
      // What they turn off in the CLI is not there.
      .addOption(new Option("--suppress-permalink [when]").hideHelp())
      .addOption(new Option("--suppress-progress").hideHelp())
      .addOption(new Option("--skip-plugin-pre-install").hideHelp())
  );
}

function common(command: Command, description: string): Command {
  return running(command, description)
    .option("--expect-no-changes", "fail if anything changes")
    .option("-t, --target <urn>", "only this resource; * and ** stand for any part of a URN", collect)
    .option("--target-dependents", "and what depends on the targets")
    .option("-x, --exclude <urn>", "all but this resource", collect)
    .option("--show-sames", "list unchanged resources, too");
}

function changing(command: Command, description: string): Command {
  return common(command, description)
    .option("-y, --yes", "go on without asking")
    .option("-f, --skip-preview", "do not show beforehand what would be done");
}

function refreshing(command: Command): Command {
  const refresh = new Option("-r, --refresh [when]", "read everything back first")
    .choices(["true", "false"])
    .preset("true");
  return command.addOption(refresh);
}

function configuring(command: Command): Command {
  return command
    .option("-c, --config <key=value>", "set this in the stack's file first", collect)
    .option("--config-path", "the keys of --config lead into a value")
    .option("--skip-config-validation", "do not check the configuration against what the project declares");
}

function replacing(command: Command): Command {
  return command
    .option("--exclude-dependents", "nor what depends on what is excluded")
    .option("--replace <urn>", "replace this resource, changed or not", collect)
    .option("--target-replace <urn>", "--target and --replace in one", collect);
}

function goingOn(command: Command): Command {
  return command.option(
    "--continue-on-error",
    "after a failure, go on with what does not need what failed (or set PULUMI_CONTINUE_ON_ERROR=true)",
  );
}

function collect(value: string, before: string[] = []): string[] {
  return [...before, value];
}

/** As the CLI: none is one. */
function wholeNumber(text: string): number {
  if (!/^-?\d+$/.test(text)) throw new InvalidArgumentError("it must be a whole number");
  return Math.max(1, Number(text));
}
