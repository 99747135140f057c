import type { Command } from "commander";
import { SnapshotWriter } from "../backend/snapshot-writer.ts";
import { hasChanges } from "../deploy/changes.ts";
import { type RunKind, type RunRequest, type RunResult, rootOutputs, run } from "../deploy/run.ts";
import { Display } from "../display/display.ts";
import { painter } from "../display/style.ts";
import type { StackConfig } from "../monitor/default-providers.ts";
import type { ProviderSource } from "../plugins/host.ts";
import { nodeProgram, programEntry } from "../runtime/node-program.ts";
import type { Project } from "../workspace/project.ts";
import { type OpenState, type Stack, stackOutputs } from "../workspace/stack.ts";
import { CancelledError, ChangesFoundError, NoConfirmationError } from "./exit.ts";
import { Interrupts } from "./interrupts.ts";
import { ask, commandStack, commandWorkspace, type GlobalOptions, type Io, isInteractive } from "./io.ts";

/** Flags of the commands that change a stack; which command takes which is said where they are registered. */
export interface DeploymentFlags {
  previewOnly?: boolean;
  refresh?: boolean;
  diff?: boolean;
  expectNoChanges?: boolean;
  parallel: number;
  message?: string;
  showSecrets?: boolean;
  showSames?: boolean;
  suppressOutputs?: boolean;
  yes?: boolean;
  skipPreview?: boolean;
  excludeProtected?: boolean;
  clearPendingCreates?: boolean;
}

const titles: Record<RunKind, { preview: string; doing: string; history: string; question: string }> = {
  up: { preview: "Previewing update", doing: "Updating", history: "update", question: "perform this update" },
  refresh: {
    preview: "Previewing refresh",
    doing: "Refreshing",
    history: "refresh",
    question: "perform this refresh",
  },
  destroy: {
    preview: "Previewing destroy",
    doing: "Destroying",
    history: "destroy",
    question: "perform this destroy",
  },
};

/** The run's errors have been shown. */
class DeploymentFailedError extends Error {
  override readonly name = "DeploymentFailedError";
}

/**
 * Shows what a command would do to its stack and, unless that is all, does it.
 * @throws NoConfirmationError when a person would have to be asked and cannot be
 * @throws ChangesFoundError for `--expect-no-changes`; CancelledError when a person stopped it
 */
export async function deploy(io: Io, command: Command, kind: RunKind, flags: DeploymentFlags): Promise<void> {
  const yes = flags.yes === true || io.env.PULUMI_SKIP_CONFIRMATIONS === "true";
  const interactive = isInteractive(io, command.optsWithGlobals<GlobalOptions>());
  if (!flags.previewOnly && !yes) requireConsent(kind, flags, interactive);
  const stack = await commandStack(io, command);
  const session = new Session(io, command, kind, flags, stack);
  if (flags.previewOnly) {
    await session.preview();
    return;
  }
  const lock = await stack.store.lock();
  try {
    if (!flags.skipPreview) await session.preview();
    if (!yes) await confirm(io, titles[kind].question, stack.qualifiedName);
    await session.update();
  } finally {
    await lock.release();
  }
}

/** One command on one stack. */
class Session {
  readonly #io: Io;
  readonly #command: Command;
  readonly #kind: RunKind;
  readonly #flags: DeploymentFlags;
  readonly #stack: Stack;
  #preview: Display | undefined;

  constructor(io: Io, command: Command, kind: RunKind, flags: DeploymentFlags, stack: Stack) {
    this.#io = io;
    this.#command = command;
    this.#kind = kind;
    this.#flags = flags;
    this.#stack = stack;
  }

  /** Writes nothing, anywhere. */
  async preview(): Promise<void> {
    const state = await this.#stack.openState();
    this.#conclude("preview", await this.#run(true, state));
  }

  async update(): Promise<void> {
    const startTime = seconds();
    const state = await this.#stack.openState();
    const result = await this.#run(false, state);
    const { stored } = await this.#stack.config();
    await this.#stack.store.recordUpdate({
      kind: titles[this.#kind].history,
      startTime,
      endTime: seconds(),
      message: this.#flags.message ?? "",
      environment: {},
      config: stored,
      version: 0,
      result: result.ok ? "succeeded" : "failed",
      resourceChanges: result.changes,
    });
    this.#conclude(titles[this.#kind].history, result);
  }

  async #run(preview: boolean, state: OpenState): Promise<RunResult> {
    const options = this.#command.optsWithGlobals<GlobalOptions>();
    const paint = painter(options.color ?? "auto", this.#io.stdout);
    const { preview: previewTitle, doing } = titles[this.#kind];
    const display = new Display(`${preview ? previewTitle : doing} (${this.#stack.reference.name})`, {
      out: this.#io.stdout,
      paint,
      kind: this.#kind,
      preview,
      showSecrets: this.#flags.showSecrets === true,
      showSames: this.#flags.showSames === true,
      details: this.#flags.diff === true,
      suppressOutputs: this.#flags.suppressOutputs === true,
      outputs: rootOutputs(state.snapshot),
      preceding: this.#preview,
    });
    if (preview) this.#preview = display;
    const interrupts = new Interrupts((message) => this.#io.stderr.write(`${message}\n`));
    try {
      const request = await this.#request(state);
      const result = await run({ ...request, preview, emit: display.handle, stop: interrupts.signal });
      display.end(result);
      return result;
    } finally {
      interrupts.release();
    }
  }

  async #request({ snapshot, save }: OpenState): Promise<Omit<RunRequest, "preview" | "emit">> {
    const { project, reference } = this.#stack;
    refuseOtherRuntimes(project);
    const workspace = await commandWorkspace(this.#io, this.#command);
    const { values, secretKeys } = await this.#stack.config();
    const config: StackConfig = Object.fromEntries(
      Object.entries(values).map(([key, value]) => [key, { value, secret: secretKeys.includes(key) }]),
    );
    return {
      kind: this.#kind,
      project: project.name,
      stack: reference.name,
      root: project.folder,
      programFolder: programEntry(project.folder, project.main ?? ".").folder,
      program: nodeProgram(project.main),
      config,
      providers: providerSources(project),
      base: snapshot,
      store: new SnapshotWriter(save),
      parallel: this.#flags.parallel,
      refresh: this.#flags.refresh ?? project.options?.refresh === "always",
      excludeProtected: this.#flags.excludeProtected,
      clearPendingCreates: this.#flags.clearPendingCreates,
      stackOutputs: (name) => stackOutputs(workspace, name),
    };
  }

  /** @param what what has ended */
  #conclude(what: string, result: RunResult): void {
    if (result.stopped) throw new CancelledError(stopped(what));
    if (!result.ok) throw new DeploymentFailedError(`the ${what} failed: see the diagnostics above`);
    if (this.#flags.expectNoChanges && hasChanges(result.changes)) {
      throw new ChangesFoundError("no changes were expected but changes occurred");
    }
  }
}

function refuseOtherRuntimes({ runtime, file }: Project): void {
  if (runtime.name === "nodejs") return;
  throw new Error(
    `${file} needs the runtime "${runtime.name}"; this engine runs nodejs only: use the Pulumi CLI`,
  );
}

function providerSources({ plugins }: Project): Record<string, ProviderSource> {
  return Object.fromEntries(plugins.providers.map(({ name, path }) => [name, { path }]));
}

function stopped(what: string): string {
  if (what === "preview") return "the preview was stopped: nothing was changed";
  return `the ${what} was stopped: the state says what was done, and the same command goes on from there`;
}

function seconds(): number {
  return Math.floor(Date.now() / 1000);
}

/** @throws CancelledError when the answer is no, or none */
async function confirm(io: Io, what: string, stack: string): Promise<void> {
  const answer = await ask(io, `Do you want to ${what} of ${stack}? [y/N] `);
  if (!/^y(es)?$/i.test(answer)) throw new CancelledError("confirmation declined: nothing was changed");
}

/** @throws NoConfirmationError when somebody would have to see the plan or be asked, and cannot */
function requireConsent(kind: RunKind, flags: DeploymentFlags, interactive: boolean): void {
  if (flags.skipPreview) {
    throw new NoConfirmationError("with --skip-preview nobody sees what would be done: pass --yes, too");
  }
  if (interactive) return;
  const look = kind === "up" ? "run `preview`" : "pass --preview-only";
  throw new NoConfirmationError(
    `pass --yes to go on without being asked, or ${look} to see what would be done`,
  );
}
