import type { DeploymentEvent } from "./deploy/events.ts";
import type { ImportGoal } from "./deploy/import.ts";
import { type RunKind, type RunRequest, type RunResult, rootOutputs, run } from "./deploy/run.ts";
import type { Scope } from "./deploy/selection.ts";
import type { ProviderSource } from "./plugins/host.ts";
import { stripSecrets } from "./property/secret.ts";
import type { PropertyMap } from "./property/value.ts";
import { inlineProgram } from "./runtime/inline-program.ts";
import { verifyIntegrity } from "./state/integrity.ts";
import type { ResourceState, Snapshot } from "./state/resource.ts";

export interface TestStackOptions {
  /** The program: what it returns are the stack's outputs. `up` and `preview` may be given another one. */
  program?: () => unknown;
  /** By `<namespace>:<key>`; `{ secret }` for a secret. */
  config?: Record<string, string | { secret: string }>;
  /** By package: a plugin's folder, or a `ResourceProvider` gRPC service in this process. */
  providers?: Record<string, ProviderSource>;
  /** Default `project`. */
  project?: string;
  /** Default `stack`. */
  stack?: string;
  /** Folder that relative paths start from. Default: the current one. */
  root?: string;
  /** How many resources are worked on at once. Default 8. */
  parallel?: number;
  /** Outputs of other stacks, by name, for stack references. */
  otherStacks?: Record<string, PropertyMap>;
  /** The state to start from. Default: none. */
  snapshot?: Snapshot;
}

export interface TestRunOptions {
  program?: () => unknown;
  /** Default false: the run must end well, or an Error with all it reported is thrown; `true`: it must not. */
  expectFailure?: boolean | "maybe";
  refresh?: boolean;
  excludeProtected?: boolean;
  clearPendingCreates?: boolean;
  continueOnError?: boolean;
  runProgram?: boolean;
  scope?: Scope;
  stop?: AbortSignal;
}

export interface TestRun extends RunResult {
  events: DeploymentEvent[];
  /** What was reported to the person, by severity. */
  errors: string[];
  warnings: string[];
}

/**
 * A stack in memory: a whole lifecycle in a test, with real providers (in this process or as plugins) and without files.
 *
 * @example
 * const stack = testStack({ program, providers: { twilio: { path: "./packages/provider" } } });
 * await stack.up();
 * expect(stack.outputs.domain).toBe("example");
 * await stack.destroy();
 */
export class TestStack {
  readonly #options: TestStackOptions;
  #snapshot: Snapshot;
  /** Every snapshot that was saved, in order: what a crash at that moment would leave. */
  readonly saved: Snapshot[] = [];

  constructor(options: TestStackOptions) {
    this.#options = options;
    this.#snapshot = options.snapshot ?? { resources: [], pendingOperations: [] };
  }

  get snapshot(): Snapshot {
    return this.#snapshot;
  }

  get resources(): ResourceState[] {
    return this.#snapshot.resources;
  }

  /** The stack's outputs, secrets in plain. */
  get outputs(): PropertyMap {
    return stripSecrets(rootOutputs(this.#snapshot));
  }

  /** The one resource of this name. @throws Error when there is none or more than one */
  resource(name: string): ResourceState {
    const found = this.resources.filter(({ urn }) => urn.endsWith(`::${name}`));
    const [only] = found;
    if (only === undefined || found.length > 1)
      throw new Error(`${found.length} resources are named "${name}"`);
    return only;
  }

  up(options: TestRunOptions = {}): Promise<TestRun> {
    return this.#run("up", false, options);
  }

  /** Shows what `up` would do; changes nothing. */
  preview(options: TestRunOptions = {}): Promise<TestRun> {
    return this.#run("up", true, options);
  }

  refresh(options: TestRunOptions = {}): Promise<TestRun> {
    return this.#run("refresh", false, options);
  }

  /** Takes what exists already into the state. */
  import(imports: ImportGoal[], options: TestRunOptions = {}): Promise<TestRun> {
    return this.#run("import", false, { ...options, imports });
  }

  destroy(options: TestRunOptions = {}): Promise<TestRun> {
    return this.#run("destroy", false, options);
  }

  async #run(
    kind: RunKind,
    preview: boolean,
    options: TestRunOptions & { imports?: ImportGoal[] },
  ): Promise<TestRun> {
    const events: DeploymentEvent[] = [];
    const result = await run({
      ...this.#request(options.program),
      kind,
      preview,
      refresh: options.refresh,
      excludeProtected: options.excludeProtected,
      clearPendingCreates: options.clearPendingCreates,
      continueOnError: options.continueOnError,
      runProgram: options.runProgram,
      scope: options.scope,
      imports: options.imports,
      stop: options.stop,
      emit: (event) => events.push(event),
    });
    if (!preview) this.#snapshot = result.snapshot;
    const told = (severity: string) =>
      events.flatMap((event) =>
        event.kind === "diagnostic" && event.severity === severity ? [event.message] : [],
      );
    const testRun = { ...result, events, errors: told("error"), warnings: told("warning") };
    const { expectFailure = false } = options;
    if (expectFailure !== "maybe" && result.ok === expectFailure) {
      throw new Error(
        result.ok ? `${kind} was to fail and did not` : `${kind} failed:\n${testRun.errors.join("\n")}`,
      );
    }
    return testRun;
  }

  #request(
    program: () => unknown = this.#options.program ?? (() => {}),
  ): Omit<RunRequest, "kind" | "preview" | "emit"> {
    const { project = "project", stack = "stack", root = process.cwd(), parallel = 8 } = this.#options;
    return {
      project,
      stack,
      root,
      parallel,
      programFolder: root,
      program: inlineProgram(program),
      providers: this.#options.providers ?? {},
      base: this.#snapshot,
      config: Object.fromEntries(
        Object.entries(this.#options.config ?? {}).map(([key, value]) => [
          key,
          typeof value === "string" ? { value, secret: false } : { value: value.secret, secret: true },
        ]),
      ),
      store: {
        save: async (take) => {
          const snapshot = take();
          verifyIntegrity(snapshot);
          this.saved.push(snapshot);
        },
      },
      stackOutputs: async (name) => {
        const outputs = this.#options.otherStacks?.[name];
        if (outputs === undefined) throw new Error(`there is no stack "${name}"`);
        return outputs;
      },
    };
  }
}

/** A stack in memory, for tests: see {@link TestStack}. */
export function testStack(options: TestStackOptions): TestStack {
  return new TestStack(options);
}
