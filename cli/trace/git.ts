import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What a version of the data consists of. */
const data = ["assets/dialer", "Pulumi.yaml", ":(glob)Pulumi.*.yaml"];

/**
 * Lets `read` see the network's data as of a git commit, branch or tag, in a temporary folder: neither the work tree nor the
 * index of the repository changes.
 * @param ref anything that names a commit
 * @throws if the folder is in no git repository, or there is no such commit
 */
export function atVersion<T>(root: string, ref: string, read: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), "dialer-trace-"));
  try {
    const files = join(folder, "files");
    mkdirSync(files);
    const own = {
      GIT_DIR: git(root, ["rev-parse", "--absolute-git-dir"]).trim(),
      GIT_WORK_TREE: files,
      GIT_INDEX_FILE: join(folder, "index"),
    };
    git(files, ["read-tree", treeOf(root, ref)], own);
    const paths = git(files, ["ls-files", "-z", "--", ...data], own);
    git(files, ["checkout-index", "-z", "--stdin"], own, paths);
    return read(files);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The project's folder as it was then. */
function treeOf(root: string, ref: string): string {
  try {
    return git(root, ["rev-parse", "--verify", "--end-of-options", `${ref}:./`]).trim();
  } catch {
    throw new Error(`git knows no version "${ref}" of this folder: name a commit, a branch or a tag`);
  }
}

function git(cwd: string, args: string[], env: NodeJS.ProcessEnv = {}, input = ""): string {
  const options = { cwd, env: { ...process.env, ...env }, input, encoding: "utf8" } as const;
  return execFileSync("git", args, { ...options, stdio: ["pipe", "pipe", "pipe"] });
}
