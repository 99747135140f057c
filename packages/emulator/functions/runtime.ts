import { readFileSync } from "node:fs";
import { createRequire, isBuiltin, registerHooks } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type twilio from "twilio";
import type { Program } from "./messages.ts";
import { Response } from "./response.ts";

type TwilioPackage = typeof twilio & { Response: typeof Response };

const require = createRequire(import.meta.url);
const packageOf = (specifier: string) => specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");

/**
 * Makes `require` in functions find what their build names, wherever the emulator or the project around it has it, and
 * nothing else: a package that is missing in a build is missing on Twilio too.
 */
export function limitPackages({ dependencies }: Program): void {
  const places = [import.meta.dirname, process.cwd()].map((folder) => join(folder, "package.json"));
  const origins = new Set(places.map((place) => pathToFileURL(place).href));
  const emulator = new URL("..", import.meta.url).href;
  registerHooks({
    resolve(specifier, context, next) {
      const from = context.parentURL ?? "";
      const bare = !/^([./]|\w+:)/.test(specifier) && !isBuiltin(specifier);
      const inFunction = !from.includes("/node_modules/") && !from.startsWith(emulator) && !origins.has(from);
      if (!bare || !inFunction) return next(specifier, context);
      const named = dependencies.includes(packageOf(specifier));
      const found = named ? find(specifier, places) : undefined;
      if (found) return { url: pathToFileURL(found).href, shortCircuit: true };
      const why = named
        ? "it is not installed beside the emulator"
        : "the build's dependencies do not name it";
      throw Object.assign(new Error(`Cannot find module '${specifier}': ${why}`), {
        code: "MODULE_NOT_FOUND",
      });
    },
  });
}

function find(specifier: string, places: string[]): string | undefined {
  for (const place of places) {
    try {
      return createRequire(place).resolve(specifier);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "MODULE_NOT_FOUND") throw error;
    }
  }
  return undefined;
}

let loaded: TwilioPackage | undefined;

/** The `twilio` package, its clients led to the emulator. Loaded when first used: it takes 100 ms. */
function twilioPackage(apiUrl: string): TwilioPackage {
  if (loaded) return loaded;
  const library: TwilioPackage = require("twilio");
  const { prototype } = library.RequestClient;
  const { request } = prototype;
  prototype.request = function (options) {
    return request.call(this, { ...options, uri: options.uri.replace(/^https:\/\//, `${apiUrl}/`) }) as never;
  };
  loaded = Object.assign(library, { Response });
  return loaded;
}

/** `Twilio` as functions find it. Most of them want its `Response` only, which is there without the package. */
function lazyTwilio({ apiUrl }: Program): TwilioPackage {
  const library = () => twilioPackage(apiUrl);
  return new Proxy(class {} as unknown as TwilioPackage, {
    get: (_, name) => (name === "Response" ? Response : Reflect.get(library(), name)),
    has: (_, name) => Reflect.has(library(), name),
    apply: (_, self, given) => Reflect.apply(library(), self, given),
    construct: (_, given) => Reflect.construct(library(), given),
  });
}

/** Hosts that are Twilio's, and domains of deployed functions: what the emulator answers for. */
const ours = /^https:\/\/(?=[a-z0-9.-]+\.(twilio\.com|twil\.io)(:443)?([/?]|$))/i;

/** Leads requests that functions make by `fetch` to the emulator, if they are for Twilio; all others go where they want. */
export function leadFetch({ apiUrl }: Program): void {
  const { fetch } = globalThis;
  globalThis.fetch = (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    const led = url.replace(ours, `${apiUrl}/`);
    if (led === url) return fetch(input, init);
    return fetch(input instanceof Request ? new Request(led, input) : led, init);
  };
}

/**
 * Makes `Date` tell the emulator's time. Timers go by the machine's.
 * @param ahead how far it is ahead of the machine's, in milliseconds
 */
export function leadTime(ahead: () => number): void {
  const { Date: machine } = globalThis;
  const now = () => machine.now() + ahead();
  globalThis.Date = new Proxy(machine, {
    get: (date, name) => (name === "now" ? now : Reflect.get(date, name)),
    apply: () => new machine(now()).toString(),
    construct: (date, given, type) => Reflect.construct(date, given.length > 0 ? given : [now()], type),
  });
}

/** A client of the account whose function runs; without credentials in its context Twilio has none to give. */
export function twilioClientOf(context: Record<string, string>, { apiUrl }: Program): twilio.Twilio {
  const { ACCOUNT_SID, AUTH_TOKEN } = context;
  if (!ACCOUNT_SID || !AUTH_TOKEN) {
    throw new Error("username is required: the service does not include credentials (IncludeCredentials)");
  }
  return twilioPackage(apiUrl)(ACCOUNT_SID, AUTH_TOKEN);
}

/** `Twilio` and `Runtime`, which every function finds. https://www.twilio.com/docs/serverless/functions-assets/client */
export function defineGlobals(program: Program, context: () => Record<string, string>): void {
  const { functions, assets } = program;
  const Runtime = {
    getFunctions: () =>
      Object.fromEntries(
        Object.entries(functions).map(([path, file]) => [path.replace(/^\//, ""), { path: file }]),
      ),
    getAssets: () =>
      Object.fromEntries(
        Object.entries(assets).map(([path, file]) => [
          path,
          { path: file, open: () => readFileSync(file, "utf8") },
        ]),
      ),
    getSync: ({ serviceName = "default" }: { serviceName?: string } = {}) =>
      twilioClientOf(context(), program).sync.v1.services(serviceName),
  };
  Object.defineProperties(globalThis, {
    Twilio: { value: lazyTwilio(program) },
    Runtime: { value: Runtime },
  });
}
