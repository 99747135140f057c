import type { Session } from "node:inspector";
import Module from "node:module";

/**
 * Loads the SDK in the order in which its runner does, but for what few programs need, which is two thirds of the time it
 * takes: that comes when it is needed. A release that is laid out otherwise is loaded by its runner as it is.
 * @param require of the SDK's runner
 */
export function loadSdk(require: NodeJS.Require): void {
  const load = (part: string): unknown => {
    try {
      return require(part);
    } catch {
      return undefined;
    }
  };
  // What was loaded before by `NODE_OPTIONS` may look at, and keep, all that is loaded.
  const absent = process.env.TRACEPARENT || Object.keys(require.cache).length > 0 ? [] : forTracing;
  load("./instrumentation");
  askDebuggerLater(load("../../runtime/closure/v8Hooks"));
  inPlaceOf(require, absent, () => load("./tracing"));
  for (const part of ["../../runtime/stack", "../../tsutils", "./error", "../../runtime/manifest"])
    load(part);
  for (const part of ["minimist", "ini", "source-map-support"]) load(part);
  takeNoStacks(load("../../runtime/debuggable"));
}

/**
 * What the runner's module for tracing names when it is loaded, a third of all modules, and uses when the runner is told where
 * traces go. The engine tells it nowhere.
 * https://github.com/pulumi/pulumi/blob/master/sdk/nodejs/cmd/run/tracing.ts
 */
const forTracing = [
  "@opentelemetry/exporter-zipkin",
  "@opentelemetry/instrumentation",
  "@opentelemetry/instrumentation-grpc",
  "@opentelemetry/resources",
  "@opentelemetry/sdk-trace-base",
  "@opentelemetry/sdk-trace-node",
];

/** Has nothing in the place of some packages while a part is loaded. Whoever asks for them later gets them. */
function inPlaceOf(require: NodeJS.Require, packages: string[], load: () => void): void {
  const places = packages.flatMap((name) => {
    try {
      return require.resolve(name);
    } catch {
      return [];
    }
  });
  const absent = places.filter((place) => require.cache[place] === undefined);
  for (const place of absent) require.cache[place] = Object.assign(new Module(place), { loaded: true });
  load();
  for (const place of absent) delete require.cache[place];
}

/** https://github.com/pulumi/pulumi/blob/master/sdk/nodejs/runtime/closure/v8Hooks.ts */
interface V8Hooks {
  isInitializedAsync(): Promise<void>;
  getSessionAsync(): Promise<Session>;
  getScriptUrl(id: string): string | undefined;
}

/**
 * The SDK has V8's debugger tell it from the start where each script comes from, for programs that have their functions
 * written down: those of dynamic resources, and of cloud functions. The debugger tells of all scripts there are to whoever
 * listens when it begins, so it need not begin before somebody wants to know.
 */
function askDebuggerLater(hooks: unknown): void {
  if (!isV8Hooks(hooks)) return;
  const urls = new Map<string, string>();
  const begin = async () => {
    const { Session } = await import("node:inspector");
    const session = new Session();
    session.connect();
    session.on("Debugger.scriptParsed", ({ params }) => urls.set(params.scriptId, params.url));
    await new Promise<void>((resolve, reject) => {
      session.post("Debugger.enable", (error) => (error ? reject(error) : resolve()));
    });
    return session;
  };
  let session: Promise<Session> | undefined;
  hooks.isInitializedAsync = async () => {};
  hooks.getSessionAsync = () => {
    session ??= begin();
    return session;
  };
  hooks.getScriptUrl = (id) => urls.get(id);
}

function isV8Hooks(hooks: unknown): hooks is V8Hooks {
  const names = ["getScriptUrl", "getSessionAsync", "isInitializedAsync"];
  return hooks instanceof Object && Object.keys(hooks).sort().join() === names.join();
}

/** https://github.com/pulumi/pulumi/blob/master/sdk/nodejs/runtime/debuggable.ts */
interface Debuggable {
  debuggablePromise<T>(promise: Promise<T>, context?: unknown): Promise<T>;
}

/**
 * The SDK writes down the stack of every promise it makes, which is most of what a resource takes, and shows it where
 * `PULUMI_DEBUG_PROMISE_LEAKS` is set. That of a resource stays as it is, by source maps of the SDK's own: it is in the state.
 */
function takeNoStacks(debuggable: unknown): void {
  if (!isDebuggable(debuggable)) return;
  const { debuggablePromise } = debuggable;
  debuggable.debuggablePromise = (promise, context) => {
    const { stackTraceLimit } = Error;
    try {
      Error.stackTraceLimit = 0;
      // A promise of a class of its own is asked later: what it then does has stacks.
      return debuggablePromise(Promise.resolve(promise), context);
    } finally {
      Error.stackTraceLimit = stackTraceLimit;
    }
  };
}

function isDebuggable(module: unknown): module is Debuggable {
  if (!(module instanceof Object && "debuggablePromise" in module && "debugPromiseLeaks" in module))
    return false;
  return module.debuggablePromise instanceof Function && module.debugPromiseLeaks === false;
}
