import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import { InvalidNetwork } from "../dialplan/problems.ts";
import { loadNetwork } from "./network.ts";
import type { SystemName } from "./services.ts";

/** The folder of the repository. */
export const project = fileURLToPath(new URL("..", import.meta.url));
const clientsFile = "assets/dialer/clients.json";
const dialPlanFile = "assets/dialer/dial-plan.json";
const menusFile = "assets/dialer/menus.json";

export interface Files {
  clients?: unknown;
  dialPlan?: unknown;
  menus?: unknown;
  env?: string;
  /** Others, by path. */
  more?: Record<string, unknown>;
}

/** A project whose files are those of the repository, but for those that are given: as objects or as text. */
export function projectWith({
  clients,
  dialPlan,
  menus = { sounds: {}, contexts: {} },
  env = "ALERT_NUMBERS=+15035550190\n",
  more = {},
}: Files): string {
  const root = mkdtempSync(join(tmpdir(), "network-"));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const files = { [clientsFile]: clients, [dialPlanFile]: dialPlan, [menusFile]: menus, ".env.prod": env };
  for (const [file, content] of Object.entries({ ...files, ...more })) {
    const text = content === undefined ? readFileSync(join(project, file), "utf8") : content;
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), typeof text === "string" ? text : JSON.stringify(text));
  }
  return root;
}

/** Everything that is wrong with prod's part of a project, one `path: message` each. */
export function problemsOf(files: Files, systems: readonly SystemName[] = []): string[] {
  try {
    loadNetwork({ root: projectWith(files), environment: "prod", systems });
  } catch (error) {
    if (!(error instanceof InvalidNetwork)) throw error;
    return error.problems.map(({ path, message }) => `${path}: ${message}`);
  }
  return [];
}
