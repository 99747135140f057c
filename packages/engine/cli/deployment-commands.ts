import { availableParallelism } from "node:os";
import { type Command, InvalidArgumentError } from "commander";
import type { RunKind } from "../deploy/run.ts";
import { type DeploymentFlags, deploy } from "./deploy-stack.ts";
import type { Io } from "./io.ts";

/** As the CLI: four for each processor. */
const defaultParallel = availableParallelism() * 4;

/** `preview`, `up`, `refresh`, `destroy`: what a stack is changed with. */
export function registerDeploymentCommands(program: Command, io: Io): void {
  const action = (kind: RunKind, forcePreview: boolean) => (flags: DeploymentFlags, command: Command) =>
    deploy(io, command, kind, { ...flags, previewOnly: forcePreview || flags.previewOnly });
  common(program.command("preview").aliases(["pre"]), "show what `up` would do")
    .option("--refresh", "read everything back first")
    .option("--show-sames", "list unchanged resources, too")
    .action(action("up", true));
  changing(program.command("up").aliases(["update"]), "make the stack what the program says")
    .option("--refresh", "read everything back first")
    .option("--show-sames", "list unchanged resources, too")
    .action(action("up", false));
  changing(program.command("refresh"), "read everything back and make the state what is there")
    .option("--preview-only", "only show what has changed")
    .option("--clear-pending-creates", "forget creates that a run that died left in doubt")
    .action(action("refresh", false));
  changing(program.command("destroy").aliases(["down"]), "delete everything the stack owns")
    .option("--refresh", "read everything back first")
    .option("--preview-only", "only show what would be deleted")
    .option("--exclude-protected", "leave protected resources, and what they need")
    .action(action("destroy", false));
}

function common(command: Command, description: string): Command {
  return command
    .description(description)
    .option("--diff", "show every property at full length")
    .option("--expect-no-changes", "fail if anything changes")
    .option("-p, --parallel <n>", "how many resources to work on at once", positive, defaultParallel)
    .option("-m, --message <text>", "a note for the history")
    .option("--show-secrets", "show secrets in plain")
    .option("--suppress-outputs", "do not show the stack's outputs");
}

function changing(command: Command, description: string): Command {
  return common(command, description)
    .option("-y, --yes", "go on without asking")
    .option("-f, --skip-preview", "do not show beforehand what would be done");
}

function positive(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1)
    throw new InvalidArgumentError("it must be a whole number from 1 on");
  return value;
}
