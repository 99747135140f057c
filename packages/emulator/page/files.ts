import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import type { Gateway, HttpAnswer } from "../rest/server.ts";

const types: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
};

/** The page asks nothing of anybody else, runs no script but its own, and is shown in no frame. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "media-src data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** The page at `/` and its files at `/emulator/page/<name>`; `undefined` for all other paths. */
export function pageFiles({ method, url }: Parameters<Gateway>[0]): Promise<HttpAnswer> | undefined {
  if (method !== "GET" && method !== "HEAD") return undefined;
  const [, name] = /^\/emulator\/page\/([a-z-]+\.(?:css|js|svg))$/.exec(url.pathname) ?? [];
  const file = url.pathname === "/" ? "index.html" : name;
  return file === undefined ? undefined : read(file);
}

async function read(file: string): Promise<HttpAnswer> {
  const headers = {
    "content-security-policy": policy,
    "cache-control": "no-cache",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
  };
  try {
    const body = await readFile(new URL(`./site/${file}`, import.meta.url));
    return { status: 200, headers: { ...headers, "content-type": types[extname(file)] ?? "" }, body };
  } catch {
    return { status: 404, headers: { ...headers, "content-type": "text/plain" }, body: `no ${file}\n` };
  }
}
