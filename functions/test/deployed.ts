import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll } from "vitest";
import { type BundledFile, bundle } from "../../bundle/bundle.ts";
import { type ServiceName, systemNames } from "../../bundle/services.ts";
import { readSettings, type Settings } from "../../bundle/settings.ts";
import type { Handler } from "../shared/runtime/runtime.ts";

/** Bundled functions as tests run them: in the place of Twilio's runtime, with nothing that a test does not give. */

export const root = fileURLToPath(new URL("../..", import.meta.url));

/** The settings as they stand in the repository, with those of one of its services. */
export function settingsOfProject(service?: ServiceName): Settings {
  const { settings, problems } = readSettings(
    root,
    systemNames.filter((name) => name === service),
  );
  if (!settings) throw new Error(JSON.stringify(problems));
  return settings;
}

export interface Invocation {
  context?: Record<string, unknown>;
  event?: Record<string, unknown>;
  /** What the runtime's `Runtime.getAssets` does. */
  getAssets?: () => unknown;
  /** Whether a process answers that has answered before; a fresh one unless given. */
  warm?: boolean;
}

/** Bundles a service until the test file ends, and gives what runs its functions by path. */
export async function deploy(service: ServiceName) {
  const settings = settingsOfProject(service);
  const outDir = mkdtempSync(join(tmpdir(), "functions-"));
  afterAll(() => rmSync(outDir, { recursive: true }));
  const { [service]: made } = await bundle({ root, outDir, settings, services: [service] });
  const assets = Object.fromEntries(
    made.assets.map(({ path, file }) => [path, { open: () => readFileSync(file, "utf8") }]),
  );

  return async (path: string, invocation: Invocation = {}) => {
    const { context = {}, event = {}, getAssets = () => assets, warm = false } = invocation;
    const handler = load(made.functions, path, warm);
    Object.assign(globalThis, { Twilio: { Response }, Runtime: { getAssets } });
    const answer = await new Promise<unknown>((resolve, reject) => {
      const ended = handler(context, event, (error, response) => (error ? reject(error) : resolve(response)));
      Promise.resolve(ended).catch(reject);
    });
    return answer instanceof Response ? answer : new Response();
  };
}

/** Loads the file, anew unless the process is warm. */
function load(functions: BundledFile[], path: string, warm: boolean): Handler {
  const file = functions.find((each) => each.path === path)?.file;
  if (!file) throw new Error(`There is no function ${path}.`);
  const require = createRequire(import.meta.url);
  if (!warm) delete require.cache[file];
  return (require(file) as { handler: Handler }).handler;
}

class Response {
  readonly headers: Record<string, string> = {};
  status = 200;
  body = "";
  setStatusCode(status: number): void {
    this.status = status;
  }
  appendHeader(name: string, value: string): void {
    this.headers[name] = value;
  }
  setBody(body: string): void {
    this.body = body;
  }
  /** The TwiML, one verb a line. */
  get twiml(): string {
    return this.body.replace(/^<\?xml[^>]*\?>/, "").replace(/>(?=<)/g, ">\n");
  }
}
