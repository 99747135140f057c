import { readFileSync } from "node:fs";
import { join } from "node:path";
import { checkClients } from "../dialplan/check-clients.ts";
import { checkDialPlan } from "../dialplan/check-dial-plan.ts";
import { type ClientsFile, clientsFile, clientsSchema } from "../dialplan/clients.ts";
import { type DialPlan, dialPlanFile, dialPlanSchema } from "../dialplan/dial-plan.ts";
import type { Problem } from "../dialplan/problems.ts";
import { type Parsed, parse } from "./parse.ts";

/** The files that people edit and all environments share, checked. */
export interface Settings {
  clients: ClientsFile;
  dialPlan: DialPlan;
}

/**
 * Reads and checks the files that all environments share.
 * @returns the settings, if every file could be read as what it should be, and every problem found
 */
export function readSettings(root: string): { settings?: Settings; problems: Problem[] } {
  const clients = readClients(root);
  const dialPlan = readDialPlan(root);
  return {
    ...(clients.data && dialPlan.data && { settings: { clients: clients.data, dialPlan: dialPlan.data } }),
    problems: [...clients.problems, ...dialPlan.problems],
  };
}

function readClients(root: string): { data?: ClientsFile; problems: Problem[] } {
  const { value, problems } = readJson(root, clientsFile);
  if (problems.length > 0) return { problems };
  const parsed = parse(clientsSchema, value, clientsFile);
  if (parsed.data) return { data: parsed.data, problems: checkClients(parsed.data) };
  return { problems: [...parsed.problems, ...checkTheRest(value, parsed)] };
}

/** The checks across entries, of those that are well-formed: a person should hear of every problem at once. */
function checkTheRest(value: unknown, { issues }: Parsed<ClientsFile>): Problem[] {
  const malformed = issues.map(({ path }) => path.slice(0, 2).map(String));
  const whole = structuredClone(value) as Record<string, Record<string, unknown>>;
  for (const [section, name] of malformed) {
    if (!(section === "clients" || section === "addresses") || name === undefined) return [];
    delete whole[section]?.[name];
  }
  const { data } = parse(clientsSchema, whole, clientsFile);
  return data ? checkClients(data, new Set(malformed.map(([, name]) => name ?? ""))) : [];
}

function readDialPlan(root: string): { data?: DialPlan; problems: Problem[] } {
  const { value, problems } = readJson(root, dialPlanFile);
  if (problems.length > 0) return { problems };
  const parsed = parse(dialPlanSchema, value, dialPlanFile);
  return parsed.data
    ? { data: parsed.data, problems: checkDialPlan(parsed.data) }
    : { problems: parsed.problems };
}

function readJson(root: string, file: string): { value?: unknown; problems: Problem[] } {
  try {
    return { value: JSON.parse(readFileSync(join(root, file), "utf8")), problems: [] };
  } catch (error) {
    return { problems: [{ file, path: "", message: unreadable(error) }] };
  }
}

function unreadable(error: unknown): string {
  if (error instanceof SyntaxError) return `is not JSON: ${error.message}`;
  if (error instanceof Error && "code" in error && error.code === "ENOENT")
    return "is missing; restore it from git";
  return `cannot be read: ${error instanceof Error ? error.message : String(error)}`;
}
