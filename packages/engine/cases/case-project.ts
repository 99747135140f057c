import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { stringify } from "yaml";
import type { Scope } from "../deploy/selection.ts";
import type { SecretsManager } from "../secrets/crypter.ts";
import { openPassphraseManager, readPassphrase } from "../secrets/passphrase.ts";
import { type CommandResult, TestProject } from "../testing/project.ts";
import { stateForComparison } from "./comparison.ts";
import { described } from "./expectations.ts";
import { loadCase, type RunnableCase, type RunnableStep } from "./load.ts";

/** Who runs a command: this engine, or the real Pulumi CLI. */
export type Runner = "engine" | "pulumi";

/** What a step came to, in a form in which two runners can be compared. */
export interface StepResult {
  code: number | null;
  /** What the history says happened to how many; a run that died has none. */
  changes: Record<string, number> | undefined;
  /** What was asked of the world, sorted: in which order two are asked for that do not need one another is chance. */
  calls: string[];
  world: unknown;
  state: unknown;
}

/** The key of every case's secrets, so that it is derived once: made with the test project's passphrase. */
const encryptionsalt = "v1:xN0+mkfDiYs=:v1:w/S2P0bkX/ib0K8b:nFjwkzTcMgvBvVsQepzA4OTzE+b7ZA==";

/** A case as a project on disk, for commands in processes. */
export class CaseProject {
  readonly project: TestProject;
  readonly #secrets: SecretsManager;

  private constructor(project: TestProject, secrets: SecretsManager) {
    this.project = project;
    this.#secrets = secrets;
  }

  static async create(file: URL): Promise<CaseProject> {
    const project = new TestProject(programOf(file), { name: "project" });
    const secrets = await openPassphraseManager(readPassphrase(project.env), encryptionsalt);
    const made = new CaseProject(project, secrets);
    await made.#prepare(await loadCase(file));
    return made;
  }

  async #prepare({ config = {}, otherStacks = {} }: RunnableCase): Promise<void> {
    const { project } = this;
    const stored = Object.entries(config).map(([key, value]) => [
      key,
      typeof value === "string" ? value : { secure: this.#secrets.encrypt(value.secret) },
    ]);
    const stackFile = (name: string, of: object) =>
      writeFileSync(join(project.folder, `Pulumi.${name}.yaml`), stringify(of));
    stackFile("stack", { config: Object.fromEntries(stored), encryptionsalt });
    succeeded(await project.engine("stack init stack"));
    for (const reference of Object.keys(otherStacks)) {
      const name = reference.replace(/^.*\//, "");
      stackFile(name, { encryptionsalt });
      succeeded(await project.engine(`stack init ${name}`));
      succeeded(await project.engine(`up -s ${name} --yes --skip-preview`, { CASE_OTHER: reference }));
    }
  }

  /** Runs one step of the case. @param index from 0 */
  async step(runner: Runner, step: RunnableStep, index: number): Promise<StepResult & { wrote: string }> {
    const { project } = this;
    for (const [name, change] of Object.entries(step.drift ?? {})) project.changeWorld(name, change);
    project.takeCalls();
    const result = await project[runner](`${commandOf(step)} --yes --skip-preview --parallel 1 -s stack`, {
      CASE_STEP: String(index),
      TEST_FAULTS: JSON.stringify(step.faults ?? {}),
      TEST_DIES: step.dies,
      TEST_INTERRUPTED: step.interrupted,
    });
    const calls = project.takeCalls().filter(({ method, preview }) => !preview && isOfWorld(method));
    // The CLI's own lock would stay for ever.
    if (step.dies !== undefined) succeeded(await project.engine("cancel --yes stack"));
    return {
      code: result.code,
      changes: step.dies === undefined ? project.lastUpdate("stack").resourceChanges : undefined,
      calls: calls.map(described).sort(),
      world: project.world(),
      state: this.#state(),
      wrote: result.out + result.err,
    };
  }

  /** Whether a preview by `runner` finds nothing to do. */
  previewFindsNothing(runner: Runner, index: number): Promise<CommandResult> {
    return this.project[runner]("preview -s stack --expect-no-changes", { CASE_STEP: String(index) });
  }

  #state(): unknown {
    const file = this.project.stateFile("stack");
    if (!existsSync(file)) return undefined;
    const { checkpoint } = JSON.parse(readFileSync(file, "utf8"));
    return stateForComparison(checkpoint.latest, this.project.folder, this.#secrets);
  }

  remove(): void {
    this.project.remove();
  }
}

/** The program of the step (or other stack) that the environment names. */
function programOf(file: URL): string {
  const module = (name: string) => JSON.stringify(fileURLToPath(new URL(name, import.meta.url)));
  return [
    `import { loadCase } from ${module("load.ts")};`,
    `import { programOutputs } from ${module("comparison.ts")};`,
    `const { steps, otherStacks } = await loadCase(new URL(${JSON.stringify(file.href)}));`,
    "const { CASE_OTHER, CASE_STEP } = process.env;",
    "export default CASE_OTHER === undefined ? steps[Number(CASE_STEP)].program",
    "  : () => programOutputs(otherStacks?.[CASE_OTHER] ?? {});",
  ].join("\n");
}

function commandOf(step: RunnableStep): string {
  const { run, scope = {} } = step;
  const named: Record<keyof Scope, string> = {
    targets: "--target",
    targetDependents: "--target-dependents",
    excludes: "--exclude",
    excludeDependents: "--exclude-dependents",
    replaces: "--replace",
  };
  const limits = Object.entries(scope).flatMap(([key, value]) =>
    Array.isArray(value)
      ? value.map((urn) => `${named[key as keyof Scope]} ${urn}`)
      : named[key as keyof Scope],
  );
  const flags = {
    "--refresh": step.refresh,
    "--exclude-protected": step.excludeProtected,
    "--clear-pending-creates": step.clearPendingCreates,
    "--continue-on-error": step.continueOnError,
    "--run-program": step.runProgram,
  };
  return [run ?? "up", ...limits, ...Object.entries(flags).flatMap(([flag, on]) => (on ? [flag] : []))].join(
    " ",
  );
}

function isOfWorld(method: string): boolean {
  return ["Create", "Update", "Delete", "Read"].includes(method);
}

function succeeded({ code, out, err }: CommandResult): void {
  if (code !== 0) throw new Error(out + err);
}
