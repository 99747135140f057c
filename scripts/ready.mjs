// Installs what package-lock.json asks for, when it is not there yet. Runs on any Node from 20 on, before anything is
// installed: every npm script that needs the packages names it as its `pre` step.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const stamp = join(root, "node_modules", ".ready");
const wanted = createHash("sha256")
  .update(readFileSync(join(root, "package-lock.json")))
  .digest("hex");

if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== wanted) {
  process.stderr.write("Installing what package-lock.json asks for (once) ...\n");
  const installed = spawnSync("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: root,
    stdio: ["ignore", "ignore", "inherit"],
    shell: process.platform === "win32",
  });
  if (installed.status !== 0) {
    process.stderr.write("npm ci failed: see its message above. Is the npm registry within reach?\n");
    process.exit(installed.status ?? 1);
  }
  writeFileSync(stamp, wanted);
}
