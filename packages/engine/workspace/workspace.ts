import { join } from "node:path";
import { z } from "zod";
import { type Backend, openBackend } from "../backend/backend.ts";
import { readIfThere } from "../backend/files.ts";
import { parseStackReference, type StackReference } from "../backend/reference.ts";
import { findProjectFile, loadProject, type Project } from "./project.ts";
import { pulumiHome, WorkspaceSettings } from "./settings.ts";

/** No stack was named, and none is selected. */
export class NoStackSelectedError extends Error {
  override readonly name = "NoStackSelectedError";
  constructor() {
    super(
      "no stack is selected: name one with --stack, or `stack select` it; `stack ls` lists them, `stack init` makes one",
    );
  }
}

/** Where a command runs: a project, if there is one, and the backend its stacks are in. */
export interface Workspace {
  /** Absolute path that relative paths of the command start from. */
  cwd: string;
  env: NodeJS.ProcessEnv;
  project: Project | undefined;
  backend: Backend;
}

/** @throws Error for a project file that is wrong and a backend that cannot be opened */
export async function openWorkspace(cwd: string, env: NodeJS.ProcessEnv): Promise<Workspace> {
  const project = findProjectFile(cwd) === undefined ? undefined : loadProject(cwd);
  const { url, from } = await backendUrl(project, cwd, env);
  return { cwd, env, project, backend: await openBackend(url, from) };
}

/**
 * Which backend: `PULUMI_BACKEND_URL`, else the project's, else the one last logged in to. A relative path starts where
 * it is written.
 */
async function backendUrl(
  project: Project | undefined,
  cwd: string,
  env: NodeJS.ProcessEnv,
): Promise<{ url: string; from: string }> {
  if (env.PULUMI_BACKEND_URL) return { url: env.PULUMI_BACKEND_URL, from: cwd };
  if (project?.backend?.url !== undefined) return { url: project.backend.url, from: project.folder };
  const credentials = await readIfThere(join(pulumiHome(env), "credentials.json"));
  const { current } = z.object({ current: z.string().optional() }).parse(JSON.parse(credentials ?? "{}"));
  if (current) return { url: current, from: cwd };
  throw new Error(
    "no backend is set: set PULUMI_BACKEND_URL to file://<folder>, or `backend: {url: ...}` in Pulumi.yaml",
  );
}

/** @throws Error when the command needs a project and there is none */
export function requireProject(workspace: Workspace): Project {
  return workspace.project ?? loadProject(workspace.cwd);
}

/**
 * The stack a command means: the one named, else `PULUMI_STACK`, else the one selected. It need not exist.
 * @throws NoStackSelectedError when there is none of them
 */
export async function chooseStack(workspace: Workspace, named: string | undefined): Promise<StackReference> {
  const name = named ?? workspace.env.PULUMI_STACK ?? (await selectedStack(workspace));
  if (!name) throw new NoStackSelectedError();
  return parseStackReference(name, workspace.project?.name);
}

export async function selectedStack({ project, backend, env }: Workspace): Promise<string | undefined> {
  return project === undefined ? undefined : new WorkspaceSettings(project, env).selectedStack(backend.url);
}

/** @param stack qualified name; undefined: none any more */
export async function selectStack(workspace: Workspace, stack: string | undefined): Promise<void> {
  await new WorkspaceSettings(requireProject(workspace), workspace.env).select(workspace.backend.url, stack);
}
