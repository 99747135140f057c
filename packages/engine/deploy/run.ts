import { DefaultProviders, type StackConfig } from "../monitor/default-providers.ts";
import { EngineService } from "../monitor/engine-service.ts";
import { ResourceMonitor } from "../monitor/monitor.ts";
import { type MonitorServer, serveMonitor } from "../monitor/server.ts";
import { BuiltinProvider } from "../plugins/builtin.ts";
import { PluginHost, type ProviderSource } from "../plugins/host.ts";
import { ProviderRegistry } from "../plugins/registry.ts";
import type { PropertyMap } from "../property/value.ts";
import type { Program, ProgramResult } from "../runtime/program.ts";
import type { Snapshot } from "../state/resource.ts";
import { rootStackType } from "../state/urn.ts";
import type { ChangeCounts } from "./changes.ts";
import { Deployment } from "./deployment.ts";
import type { EventListener } from "./events.ts";
import { StepFailedError, StoppedError } from "./executor.ts";
import { deleteHooks, Hooks } from "./hooks.ts";
import type { ImportGoal } from "./import.ts";
import type { SnapshotStore } from "./journal.ts";
import { resolvePending } from "./pending.ts";
import { type Scope, Selection } from "./selection.ts";
import { Teller } from "./teller.ts";

/** What a run is for. */
export type RunKind = "up" | "refresh" | "destroy" | "import";

export interface RunRequest {
  kind: RunKind;
  /** True: nothing is changed and nothing written. */
  preview: boolean;
  project: string;
  stack: string;
  /** The project's folder. */
  root: string;
  /** The program's folder: what assets are relative to. */
  programFolder: string;
  /** Needed for `up`, and with {@link RunRequest.runProgram}. */
  program: Program;
  config: StackConfig;
  /** Where the providers come from, by package. */
  providers: Record<string, ProviderSource>;
  /** The environment of providers that are processes of their own. Default: this process's. */
  env?: NodeJS.ProcessEnv;
  base: Snapshot;
  /** Where the state is written; not used in a preview. */
  store: SnapshotStore;
  /** How many resources are worked on at once. */
  parallel: number;
  /** Read everything back first. */
  refresh?: boolean;
  /** Of an import: what to take over. */
  imports?: ImportGoal[];
  /** Of an up or a destroy: go on, after a failure, with what does not need what failed. */
  continueOnError?: boolean;
  /** What the run is limited to. Default: nothing is left out. */
  scope?: Scope;
  /** Of a destroy: leave protected resources and what they need. */
  excludeProtected?: boolean;
  /** Of a destroy: run the program beforehand, for what its providers are configured with and for its hooks. */
  runProgram?: boolean;
  /** Of a refresh: forget creates that a crashed run left in doubt. */
  clearPendingCreates?: boolean;
  stackOutputs(name: string): Promise<PropertyMap>;
  emit: EventListener;
  /** Aborted: no new work; what is under way ends. */
  stop?: AbortSignal;
}

export interface RunResult {
  ok: boolean;
  stopped: boolean;
  changes: ChangeCounts;
  /** The state at the end: in a preview, as it would be. */
  snapshot: Snapshot;
  /** The stack's outputs at the end. */
  outputs: PropertyMap;
}

const organization = "organization";

/** Runs a program (or a refresh, or a destroy) over a stack's state. Whatever happens, what it started has ended then. */
export async function run(request: RunRequest): Promise<RunResult> {
  const teller = new Teller(request, rootOutputs(request.base));
  const { emit } = teller;
  const host = new PluginHost({
    root: request.root,
    sources: request.providers,
    env: request.env,
    onOutput: (name, line) => emit({ kind: "diagnostic", severity: "info", message: `${name}: ${line}` }),
  });
  const selection = new Selection(request.scope);
  const hooks = new Hooks();
  const stopped = Promise.withResolvers<void>();
  const registry: ProviderRegistry = new ProviderRegistry(
    host,
    new BuiltinProvider({ stackOutputs: request.stackOutputs, resource: (urn) => deployment.known(urn) }),
  );
  const deployment: Deployment = new Deployment({
    ...request,
    registry,
    emit,
    selection,
    hooks,
    destroys: request.kind === "destroy",
    store: request.preview ? undefined : request.store,
    now: () => new Date().toISOString(),
    onStop: stopped.resolve,
    learn: (properties) => teller.learn(properties),
  });
  const abort = () => {
    deployment.stop();
    void host.cancel();
  };
  request.stop?.addEventListener("abort", abort);
  let server: MonitorServer | undefined;
  try {
    server = await serve({ ...request, emit }, deployment, registry, hooks);
    host.engineAddress = server.address;
    // It has modules to load before it asks for anything.
    const program: Program = (context) => {
      const running = request.program(context);
      setImmediate(() => host.startAhead());
      return running;
    };
    await carryOut({ ...request, program, emit }, deployment, server, stopped.promise);
  } catch (error) {
    const known = error instanceof StepFailedError || error instanceof StoppedError;
    // Told already or not: a run that did not come to its end has not ended well.
    if (known) deployment.fail();
    else deployment.report("error", error instanceof Error ? error.message : String(error));
  } finally {
    request.stop?.removeEventListener("abort", abort);
    await ending(request, deployment).finally(() => {
      server?.close();
      host.close();
    });
  }
  const snapshot = deployment.snapshot();
  const isStopped = request.stop?.aborted === true;
  return {
    ok: !deployment.failed && !isStopped,
    stopped: isStopped,
    changes: teller.changes,
    snapshot,
    outputs: rootOutputs(snapshot),
  };
}

/** Waits for what is under way; what the stack puts out depends on how the run went. */
async function ending({ stop }: RunRequest, deployment: Deployment): Promise<void> {
  await deployment.settle();
  await deployment.settleStackOutputs(deployment.failed || stop?.aborted === true);
  await deployment.settle();
}

/** The outputs of the resource that stands for the stack. */
export function rootOutputs({ resources }: Snapshot): PropertyMap {
  return resources.find(({ type, parent }) => type === rootStackType && parent === undefined)?.outputs ?? {};
}

function serve(
  request: RunRequest,
  deployment: Deployment,
  registry: ProviderRegistry,
  hooks: Hooks,
): Promise<MonitorServer> {
  const { config, project, stack, preview, parallel, root, programFolder, emit } = request;
  const monitor = new ResourceMonitor({
    deployment,
    registry,
    hooks,
    defaults: new DefaultProviders(deployment, config),
    folders: { root, program: programFolder },
    preview,
  });
  const engine = new EngineService(emit);
  const facts = { project, stack, organization, preview, parallel, ...programConfig(config) };
  return serveMonitor(monitor, engine, facts, (error) => {
    deployment.report("error", error.message);
    deployment.stop();
  });
}

function programConfig(config: StackConfig): { config: Record<string, string>; secretKeys: string[] } {
  const entries = Object.entries(config);
  return {
    config: Object.fromEntries(entries.map(([key, { value }]) => [key, value])),
    secretKeys: entries.filter(([, { secret }]) => secret).map(([key]) => key),
  };
}

async function carryOut(
  request: RunRequest,
  deployment: Deployment,
  server: MonitorServer,
  stopped: Promise<void>,
): Promise<void> {
  const { kind, base, runProgram = kind === "up" } = request;
  if (kind === "destroy" && !runProgram) refuseDeleteHooks(deployment, base);
  if (request.clearPendingCreates) await deployment.clearPendingCreates();
  if (kind === "refresh" || request.refresh) await deployment.refresh();
  else if (kind !== "import") {
    await resolvePending(deployment, base.pendingOperations);
    await deployment.refreshWhatAsksForIt();
  }
  if (kind === "import") {
    const defaults = new DefaultProviders(deployment, request.config);
    await deployment.import(request.imports ?? [], (name, version) => defaults.existing(name, version));
  }
  if (kind === "up") deployment.checkReplaces();
  if (runProgram) await runThrough(request, deployment, server, stopped);
  else if (kind === "destroy") await deployment.deleteLeftovers(request.excludeProtected);
}

/** Runs the program to its end, and deletes what is to go then. */
async function runThrough(
  request: RunRequest,
  deployment: Deployment,
  server: MonitorServer,
  stopped: Promise<void>,
): Promise<void> {
  const program = request.program({
    ...request,
    ...programConfig(request.config),
    organization,
    address: server.address,
    onOutput: (stream, line) => request.emit({ kind: "program-output", stream, line }),
  });
  try {
    // One with hooks stays after it has said what it wants, for what is deleted then.
    const stays = server.programDone.then(() => ({ ok: true }));
    await programEnd(Promise.race([program.ended, stays]), deployment, server, stopped);
    await deployment.deleteLeftovers(request.excludeProtected);
    server.release();
    await programEnd(program.ended, deployment, server, stopped);
  } finally {
    // What is under way may have hooks, too.
    await deployment.settle().finally(() => program.kill());
  }
}

/** @throws StepFailedError when something has hooks that are to run when it is deleted: there is no program to run them */
function refuseDeleteHooks(deployment: Deployment, { resources }: Snapshot): void {
  const hooks = deleteHooks(resources);
  for (const [urn, names] of hooks) {
    deployment.report("error", `it has hooks that run when it is deleted: ${names.join(", ")}`, urn);
  }
  if (hooks.size === 0) return;
  deployment.report(
    "error",
    "a destroy does not run the program, and so no hooks, unless it is told to: pass --run-program",
  );
  throw new StepFailedError("there are delete hooks");
}

/** Waits for the program; one whose run was stopped is not waited for. */
async function programEnd(
  ended: Promise<ProgramResult>,
  deployment: Deployment,
  server: MonitorServer,
  stopped: Promise<void>,
): Promise<void> {
  const result = await Promise.race([ended, stopped.then(() => undefined)]);
  if (result === undefined) throw new StoppedError("the run was stopped");
  await deployment.settle();
  if (!result.ok && !deployment.failed && !server.toldOfErrors)
    deployment.report("error", result.message ?? "the program failed without saying why");
  if (!result.ok || deployment.isOver) throw new StepFailedError("the program failed");
}
