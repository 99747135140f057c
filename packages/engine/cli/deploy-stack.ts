import type { Command } from "commander";
import { SnapshotWriter } from "../backend/snapshot-writer.ts";
import { hasChanges } from "../deploy/changes.ts";
import { withRequirements } from "../deploy/graph.ts";
import type { ImportGoal } from "../deploy/import.ts";
import { type RunKind, type RunRequest, type RunResult, rootOutputs, run } from "../deploy/run.ts";
import { Display } from "../display/display.ts";
import { EventStream } from "../display/event-stream.ts";
import { PreviewDigest } from "../display/preview-digest.ts";
import type { Reporter } from "../display/reporter.ts";
import { painter } from "../display/style.ts";
import { preloadPlugins } from "../plugins/host.ts";
import { nodeProgram, programEntry } from "../runtime/node-program.ts";
import { filled } from "../state/filled.ts";
import type { Snapshot } from "../state/resource.ts";
import type { StackConfig } from "../workspace/config.ts";
import { type Project, providerSources } from "../workspace/project.ts";
import { type Stack, stackOutputs } from "../workspace/stack.ts";
import { setConfig } from "./config-values.ts";
import { type DeploymentFlags, defaultParallel, requireConsent, scopeOf } from "./deployment-flags.ts";
import { CancelledError, ChangesFoundError } from "./exit.ts";
import { Interrupts } from "./interrupts.ts";
import {
  ask,
  commandStack,
  commandWorkspace,
  type GlobalOptions,
  type Io,
  isInteractive,
  isTruthy,
  print,
  whileLocked,
} from "./io.ts";
import { UnsupportedFlagError } from "./refusals.ts";
import { removeStack } from "./remove-stack.ts";

const titles: Record<RunKind, { preview: string; doing: string; history: string; question: string }> = {
  up: { preview: "Previewing update", doing: "Updating", history: "update", question: "perform this update" },
  refresh: {
    preview: "Previewing refresh",
    doing: "Refreshing",
    history: "refresh",
    question: "perform this refresh",
  },
  import: {
    preview: "Previewing import",
    doing: "Importing",
    history: "resource-import",
    question: "perform this import",
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
export async function deploy(
  io: Io,
  command: Command,
  kind: RunKind,
  flags: DeploymentFlags,
  imports?: ImportGoal[],
): Promise<void> {
  const yes = flags.yes === true || isTruthy(io.env.PULUMI_SKIP_CONFIRMATIONS);
  const interactive = isInteractive(io, command.optsWithGlobals<GlobalOptions>());
  scopeOf(flags);
  if (!flags.previewOnly && !yes) requireConsent(kind, flags, interactive);
  const stack = await commandStack(io, command);
  const session = new Session(io, command, kind, flags, stack, imports);
  // One on another thread, the other on this one meanwhile: a run needs both before anything else.
  stack.deriveKey();
  preloadPlugins({ root: stack.project.folder, sources: providerSources(stack.project) });
  for (const assignment of flags.config ?? []) await setConfig(stack, assignment, flags.configPath);
  if (flags.previewOnly) {
    await session.preview();
    return;
  }
  await whileLocked(io, stack, async () => {
    if (flags.excludeProtected && (await session.isAllProtected())) return;
    if (!flags.skipPreview) await session.preview();
    if (!yes) await confirm(io, titles[kind].question, stack.qualifiedName);
    await session.update();
    if (flags.remove) await session.remove();
  });
}

/** One command on one stack. The constructor throws UnsupportedFlagError when a refresh was to run the program. */
class Session {
  readonly #io: Io;
  readonly #command: Command;
  readonly #kind: RunKind;
  readonly #flags: DeploymentFlags;
  readonly #stack: Stack;
  readonly #imports: ImportGoal[] | undefined;
  /** Whether everything is read back first. */
  readonly #refreshes: boolean;
  /** Whether the program runs: always for an `up`, for a destroy when it is asked for. */
  readonly #runsProgram: boolean;
  #preview: Display | undefined;

  constructor(
    io: Io,
    command: Command,
    kind: RunKind,
    flags: DeploymentFlags,
    stack: Stack,
    imports: ImportGoal[] | undefined,
  ) {
    this.#io = io;
    this.#command = command;
    this.#kind = kind;
    this.#flags = flags;
    this.#stack = stack;
    this.#imports = imports;
    const { refresh = String(stack.project.options?.refresh === "always"), runProgram } = flags;
    this.#refreshes = refresh === "true";
    const isSet = isTruthy(io.env.PULUMI_RUN_PROGRAM);
    this.#runsProgram = kind === "up" || (kind === "destroy" && (runProgram ?? isSet));
    if (isSet && (kind === "refresh" || (kind === "up" && this.#refreshes))) {
      throw new UnsupportedFlagError("PULUMI_RUN_PROGRAM for a refresh");
    }
  }

  /** Writes nothing, anywhere. */
  async preview(): Promise<void> {
    const unwritten = { save: () => Promise.reject(new Error("a preview writes nothing")) };
    this.#conclude("preview", await this.#run(true, await this.#stack.lookAtState(), unwritten));
  }

  async update(): Promise<void> {
    const startTime = seconds();
    const { snapshot, save } = await this.#stack.openState();
    const result = await this.#run(false, snapshot, new SnapshotWriter(save));
    const { stored } = await this.#config();
    await this.#stack.store.recordUpdate({
      kind: titles[this.#kind].history,
      startTime,
      endTime: seconds(),
      message: this.#flags.message ?? "",
      environment: {},
      config: stored,
      version: 0,
      result: result.ok ? "succeeded" : "failed",
      resourceChanges: filled(result.changes),
    });
    this.#conclude(titles[this.#kind].history, result);
  }

  /** True, and the person is told, when a destroy that spares what is protected has nothing to do. */
  async isAllProtected(): Promise<boolean> {
    const { resources } = await this.#stack.lookAtState();
    const kept = withRequirements(resources, (state) => state.protect);
    if (kept.size === 0 || resources.some(({ urn }) => !kept.has(urn))) return false;
    if (!this.#flags.json)
      print(
        this.#io,
        `There were no unprotected resources to destroy. There are still ${resources.length} protected resources associated with this stack.`,
      );
    return true;
  }

  /** What `--remove` asks for, once nothing is left. */
  async remove(): Promise<void> {
    const { resources } = await this.#stack.lookAtState();
    if (resources.length > 0) return;
    await removeStack(await commandWorkspace(this.#io, this.#command), this.#stack);
    if (!this.#flags.json) print(this.#io, `Stack '${this.#stack.reference.name}' has been removed!`);
  }

  async #run(preview: boolean, base: Snapshot, store: RunRequest["store"]): Promise<RunResult> {
    const interrupts = new Interrupts((message) => this.#io.stderr.write(`${message}\n`));
    try {
      const request = { ...(await this.#request()), base, store, preview };
      const reporter = this.#reporter(request);
      const result = await run({ ...request, emit: reporter.handle, stop: interrupts.signal });
      reporter.end(result);
      return result;
    } finally {
      interrupts.release();
    }
  }

  #reporter({ preview, base, config }: Pick<RunRequest, "preview" | "base" | "config">): Reporter {
    const {
      json,
      showSames = false,
      showSecrets = false,
      suppressOutputs = false,
      diff,
      debug,
    } = this.#flags;
    const out = this.#io.stdout;
    if (json) {
      // As the CLI: a preview as a whole, unless it is asked for line by line.
      const isStreamed = !preview || isTruthy(this.#io.env.PULUMI_ENABLE_STREAMING_JSON_PREVIEW);
      return isStreamed
        ? new EventStream({ out, config, preview })
        : new PreviewDigest({ out, config, showSames, suppressOutputs });
    }
    const { preview: previewTitle, doing } = titles[this.#kind];
    const { color = "auto" } = this.#command.optsWithGlobals<GlobalOptions>();
    const display = new Display(`${preview ? previewTitle : doing} (${this.#stack.reference.name})`, {
      out,
      paint: painter(color, out),
      kind: this.#kind,
      preview,
      showSecrets,
      showSames,
      showDebug: debug === true,
      details: diff === true,
      suppressOutputs,
      outputs: rootOutputs(base),
      preceding: this.#preview,
    });
    if (preview) this.#preview = display;
    return display;
  }

  async #request(): Promise<Omit<RunRequest, "preview" | "emit" | "base" | "store">> {
    const { project, reference } = this.#stack;
    refuseOtherRuntimes(project);
    const workspace = await commandWorkspace(this.#io, this.#command);
    const { values, secretKeys } = await this.#config();
    return {
      kind: this.#kind,
      project: project.name,
      stack: reference.name,
      root: project.folder,
      programFolder: programEntry(project.folder, project.main ?? ".").folder,
      program: nodeProgram(project.main, this.#io.env, this.#io.ahead),
      env: this.#io.env,
      config: Object.fromEntries(
        Object.entries(values).map(([key, value]) => [key, { value, secret: secretKeys.includes(key) }]),
      ),
      providers: providerSources(project),
      parallel: this.#flags.parallel ?? defaultParallel(this.#io.env),
      refresh: this.#refreshes,
      scope: scopeOf(this.#flags),
      imports: this.#imports,
      excludeProtected: this.#flags.excludeProtected,
      clearPendingCreates: this.#flags.clearPendingCreates,
      runProgram: this.#runsProgram,
      continueOnError: this.#flags.continueOnError ?? isTruthy(this.#io.env.PULUMI_CONTINUE_ON_ERROR),
      stackOutputs: (name) => stackOutputs(workspace, name),
    };
  }

  /**
   * The configuration; what the project asks of it is checked where the program runs, and by an import, as by the CLI.
   * @throws Error that names every key that is missing or of the wrong type
   */
  #config(): Promise<StackConfig> {
    const checked = this.#runsProgram || this.#kind === "import";
    return this.#stack.config({ checked: checked && !this.#flags.skipConfigValidation });
  }

  /** @param what what has ended */
  #conclude(what: string, result: RunResult): void {
    if (result.stopped) throw new DeploymentFailedError(stopped(what));
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
