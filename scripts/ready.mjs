// Installs what the package-lock.json of each folder named asks for (of the project when none is), where it is not there yet.
// Runs on any Node from 20 on, before anything is installed: every npm script that needs the packages names it as its
// `pre` step.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const [first = ".", ...others] = process.argv.slice(2);
for (const folder of [first, ...others]) install(folder);

function install(folder) {
  const cwd = join(root, folder);
  const stamp = join(cwd, "node_modules", ".ready");
  const wanted = createHash("sha256")
    .update(readFileSync(join(cwd, "package-lock.json")))
    .digest("hex");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  process.stderr.write(`Installing what ${join(folder, "package-lock.json")} asks for (once) ...\n`);
  const installed = spawnSync("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd,
    stdio: ["ignore", "ignore", "inherit"],
    shell: process.platform === "win32",
  });
  if (installed.status !== 0) {
    process.stderr.write("npm ci failed: see its message above. Is the npm registry within reach?\n");
    process.exit(installed.status ?? 1);
  }
  writeFileSync(stamp, wanted);
}
