import { createHash } from "node:crypto";
import { mkdir, rm } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { z } from "zod";
import { readIfThere, writeDurably } from "../backend/files.ts";
import type { Project } from "./project.ts";

const settings = z.looseObject({
  /** Older files know one stack, whatever the backend. */
  stack: z.string().optional(),
  /** The selected stack's qualified name, by the backend's URL. */
  stacks: z.record(z.string(), z.string()).optional(),
});
type Settings = z.infer<typeof settings>;

/** Where the CLI keeps what belongs to a person rather than a project: `PULUMI_HOME`, else `~/.pulumi`. */
export function pulumiHome(env: NodeJS.ProcessEnv): string {
  return env.PULUMI_HOME || join(homedir(), ".pulumi");
}

/**
 * Which stack is selected in a project, as the CLI keeps it.
 * {@link https://github.com/pulumi/pulumi/blob/master/pkg/workspace/workspace.go}
 */
export class WorkspaceSettings {
  readonly #file: string;

  constructor(project: Pick<Project, "name" | "file">, env: NodeJS.ProcessEnv) {
    const hash = createHash("sha1").update(project.file).digest("hex");
    this.#file = join(pulumiHome(env), "workspaces", `${project.name}-${hash}-workspace.json`);
  }

  async selectedStack(backendUrl: string): Promise<string | undefined> {
    const { stacks, stack } = await this.#read();
    return stacks === undefined || Object.keys(stacks).length === 0 ? stack : stacks[backendUrl];
  }

  /** @param stack qualified name; undefined: none is selected any more */
  async select(backendUrl: string, stack: string | undefined): Promise<void> {
    const { stacks = {}, stack: legacy, ...rest } = await this.#read();
    const { [backendUrl]: _, ...others } = stacks;
    const next: Settings =
      stack === undefined
        ? { ...rest, stacks: others }
        : { ...rest, stack: legacy, stacks: { ...others, [backendUrl]: stack } };
    if (Object.keys(next.stacks ?? {}).length === 0) return rm(this.#file, { force: true });
    await mkdir(dirname(this.#file), { recursive: true, mode: 0o700 });
    await writeDurably(this.#file, [Buffer.from(JSON.stringify(next, null, 4))]);
  }

  async #read(): Promise<Settings> {
    const text = await readIfThere(this.#file);
    if (text === undefined) return {};
    try {
      return settings.parse(JSON.parse(text));
    } catch (cause) {
      throw new Error(`${this.#file} cannot be read: remove it, then \`stack select\``, { cause });
    }
  }
}
