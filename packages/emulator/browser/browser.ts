import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rename, rm } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";

const here = fileURLToPath(new URL("./", import.meta.url));
const modules = join(here, "node_modules");
const unpacked = join(modules, ".chromium");

/** What the tests use of playwright-core, whose own types are only there where it is installed. */
export interface Locator {
  click(): Promise<void>;
  fill(text: string): Promise<void>;
  press(key: string): Promise<void>;
  waitFor(): Promise<void>;
  count(): Promise<number>;
  first(): Locator;
  last(): Locator;
  textContent(): Promise<string | null>;
  allTextContents(): Promise<string[]>;
  selectOption(value: string): Promise<unknown>;
  setInputFiles(file: { name: string; mimeType: string; buffer: Buffer }): Promise<void>;
  getByRole(role: string, options?: { name?: string | RegExp; exact?: boolean; level?: number }): Locator;
  getByText(text: string | RegExp): Locator;
  locator(selector: string): Locator;
}

export interface Page extends Pick<Locator, "getByRole" | "getByText" | "locator"> {
  goto(url: string): Promise<unknown>;
  route(url: string, answer: (route: { continue(): Promise<void> }) => Promise<void>): Promise<unknown>;
  getByLabel(label: string, options?: { exact?: boolean }): Locator;
  emulateMedia(media: { colorScheme: "light" | "dark" }): Promise<void>;
  setViewportSize(size: { width: number; height: number }): Promise<void>;
  screenshot(options: { path?: string; fullPage?: boolean }): Promise<Buffer>;
  evaluate<T>(script: string): Promise<T>;
  close(): Promise<void>;
  on(event: "console", listener: (message: { type(): string; text(): string }) => void): void;
  on(event: "pageerror", listener: (error: Error) => void): void;
  on(event: "request", listener: (request: { url(): string }) => void): void;
}

export interface Browser {
  newPage(): Promise<Page>;
  close(): Promise<void>;
}

interface Playwright {
  chromium: {
    launch(options: {
      executablePath: string;
      args: string[];
      env: Record<string, string | undefined>;
    }): Promise<Browser>;
  };
}

/**
 * Starts a Chromium: the machine's own, else the one that the registry has, unpacked once.
 * Errors: the packages are not installed; no Chromium starts on this machine, and why.
 */
export async function startBrowser(): Promise<Browser> {
  const playwright = join(modules, "playwright-core", "index.mjs");
  if (!existsSync(playwright))
    throw new Error("the browser is not installed: run `node scripts/ready.mjs . packages/emulator/browser`");
  const { chromium }: Playwright = await import(/* @vite-ignore */ pathToFileURL(playwright).href);
  const own = ownChromium();
  const chosen = own === undefined ? await registryChromium() : { executablePath: own, env: {} };
  return chromium.launch({
    executablePath: chosen.executablePath,
    // The sandbox needs rights that root in a container does not have; only the emulator's own page is opened. No other
    // address can be had.
    args: ["--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"],
    env: { ...process.env, ...chosen.env },
  });
}

function ownChromium(): string | undefined {
  const folders = (process.env.PATH ?? "").split(delimiter);
  return ["chromium", "chromium-browser", "google-chrome"]
    .flatMap((name) => folders.map((folder) => join(folder, name)))
    .find((file) => existsSync(file));
}

async function registryChromium() {
  if (!existsSync(unpacked)) await unpack();
  return {
    executablePath: join(unpacked, "chromium"),
    env: { LD_LIBRARY_PATH: join(unpacked, "al2023", "lib"), FONTCONFIG_PATH: join(unpacked, "fonts") },
  };
}

/** Unpacks beside the place and moves it there as a whole: another test may be doing the same. */
async function unpack(): Promise<void> {
  const folder = await mkdtemp(join(modules, ".unpacking-"));
  await promisify(execFile)(process.execPath, [join(here, "unpack.mjs"), folder, unpacked]);
  await rename(folder, unpacked).catch(async (error: unknown) => {
    await rm(folder, { recursive: true });
    if (!existsSync(unpacked)) throw error;
  });
}
