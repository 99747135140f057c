import { stat } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { listFolder, makeFolder, readIfThere, writeDurably } from "./files.ts";
import { backendFolder } from "./location.ts";
import type { StackReference } from "./reference.ts";
import { StackStore } from "./stack-store.ts";

const meta = z.object({ version: z.int() });
const layoutVersion = 1;

/** A file backend: the stacks of any number of projects, under one folder. */
export class Backend {
  /** As it was given: the key under which the selected stack is remembered. */
  readonly url: string;
  readonly #bookkeeping: string;

  constructor(url: string, bookkeeping: string) {
    this.url = url;
    this.#bookkeeping = bookkeeping;
  }

  stack(reference: StackReference): StackStore {
    return new StackStore(this.#bookkeeping, reference);
  }

  /** Every stack, or those of one project, by project and name. */
  async stacks(project?: string): Promise<StackReference[]> {
    const folder = join(this.#bookkeeping, "stacks");
    const projects = project === undefined ? await listFolder(folder) : [project];
    const found = await Promise.all(
      projects.map(async (each) =>
        (await listFolder(join(folder, each).replace(/\/$/, "")).catch(ignoreFile))
          .filter((file) => /^[\w.-]+\.json$/.test(file))
          .map((file) => ({ project: each, name: file.slice(0, -".json".length) })),
      ),
    );
    return found.flat();
  }
}

/** A file where a project's folder should be is none of ours. */
function ignoreFile(error: NodeJS.ErrnoException): string[] {
  if (error.code === "ENOTDIR") return [];
  throw error;
}

/**
 * Opens a file backend and marks an empty one as of the present layout.
 * @param cwd folder that a relative path in the URL starts from
 * @throws Error for another kind of backend, a folder that does not exist, and a layout this engine does not know
 */
export async function openBackend(url: string, cwd: string): Promise<Backend> {
  const folder = backendFolder(url, cwd);
  if (!(await isFolder(folder))) {
    throw new Error(
      `the backend ${url} does not exist: make the folder ${folder}, or set PULUMI_BACKEND_URL to another`,
    );
  }
  const bookkeeping = join(folder, ".pulumi");
  const metaFile = join(bookkeeping, "meta.yaml");
  const text = await readIfThere(metaFile);
  if (text === undefined) await markLayout(bookkeeping, metaFile);
  else checkLayout(text, metaFile);
  return new Backend(url, bookkeeping);
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isDirectory() ?? false;
}

async function markLayout(bookkeeping: string, metaFile: string): Promise<void> {
  const withoutProjects = (await listFolder(join(bookkeeping, "stacks"))).some((name) =>
    name.endsWith(".json"),
  );
  if (withoutProjects) throw unsupportedLayout(bookkeeping);
  await makeFolder(bookkeeping);
  await writeDurably(metaFile, [Buffer.from(`version: ${layoutVersion}\n`)]);
}

function checkLayout(text: string, metaFile: string): void {
  const result = meta.safeParse(parse(text));
  if (!result.success) throw new Error(`${metaFile} must hold "version: <number>"`);
  if (result.data.version !== layoutVersion) throw unsupportedLayout(metaFile);
}

function unsupportedLayout(where: string): Error {
  return new Error(
    `${where} is of an older layout than this engine supports: run \`pulumi state upgrade\` with the Pulumi CLI`,
  );
}
