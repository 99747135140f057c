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
import { type DeploymentFlags, defaultParallel, scopeOf } from "./deployment-flags.ts";
import { ChangesFoundError } from "./exit.ts";
import { Interrupts } from "./interrupts.ts";
import { commandWorkspace, type GlobalOptions, type Io, isTruthy, print } from "./io.ts";
import { UnsupportedFlagError } from "./refusals.ts";
import { removeStack } from "./remove-stack.ts";

/** What each kind of run is called, in what a person reads and in the history. */
const titles: Record<RunKind, { preview: string; doing: string; history: string }> = {
  up: { preview: "Previewing update", doing: "Updating", history: "update" },
  refresh: { preview: "Previewing refresh", doing: "Refreshing", history: "refresh" },
  import: { preview: "Previewing import", doing: "Importing", history: "resource-import" },
  destroy: { preview: "Previewing destroy", doing: "Destroying", history: "destroy" },
};

/** The run's errors have been shown. */
class DeploymentFailedError extends Error {
  override readonly name = "DeploymentFailedError";
}

/** One command on one stack. The constructor throws UnsupportedFlagError when a refresh was to run the program. */
export class Session {
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

  /**
   * Loads the plugins while the stack's key is derived. A run with a program loads them while the program starts: that
   * takes as long, and would only begin later.
   */
  loadAhead(): void {
    const { project } = this.#stack;
    if (!this.#runsProgram) preloadPlugins({ root: project.folder, sources: providerSources(project) });
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
