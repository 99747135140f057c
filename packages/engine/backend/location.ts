import { homedir } from "node:os";
import { join, resolve } from "node:path";

const prefix = "file://";

/**
 * The folder that a backend URL (`file:///folder`, `file://~`, `file://./here`) stands for; `.pulumi` is in it.
 * {@link https://www.pulumi.com/docs/iac/concepts/state-and-backends/#using-a-diy-backend}
 * @param cwd folder that a relative path starts from
 * @throws Error for any other kind of backend
 */
export function backendFolder(url: string, cwd: string): string {
  if (!url.startsWith(prefix)) {
    throw new Error(
      `the backend ${withoutCredentials(url)} is not one this engine supports: use file://<folder> (PULUMI_BACKEND_URL), or the Pulumi CLI`,
    );
  }
  const path = url.slice(prefix.length).replace(/\?.*$/, "");
  return path === "~" || path.startsWith("~/") ? join(homedir(), path.slice(1)) : resolve(cwd, path);
}

function withoutCredentials(url: string): string {
  return url.replace(/\/\/[^/@]*@/, "//");
}
