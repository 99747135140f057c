import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type * as z from "zod";
import type { $ZodIssue, $ZodType } from "zod/v4/core";
import { checkDialPlan } from "../dialplan/check-dial-plan.ts";
import { checkMenus } from "../dialplan/check-menus.ts";
import { checkPeople, checkPhones } from "../dialplan/check-people.ts";
import { type ClientsFile, clientsFile, clientsSchema } from "../dialplan/clients.ts";
import { type DialPlan, dialPlanFile, dialPlanSchema } from "../dialplan/dial-plan.ts";
import { type MenusFile, menusFile, menusSchema } from "../dialplan/menus.ts";
import { peopleFile, peopleSchema, withPeople } from "../dialplan/people.ts";
import type { Problem } from "../dialplan/problems.ts";
import { type LabSettings, labFile, labSchema } from "../systems/lab/settings.ts";
import { checkPager, type PagerSettings, pagerFile, pagerSchema } from "../systems/pager/settings.ts";
import { routesFile, routesSchema } from "../systems/router/routes.ts";
import { type RouterSettings, reachOfFile, routerFile, routerSchema } from "../systems/router/settings.ts";
import { filesIn, visibilityIn } from "./files.ts";
import { parse } from "./parse.ts";
import type { SystemName } from "./services.ts";

/** The files that people edit and all environments share, checked. */
export interface Settings {
  /** The phones: those that are written down, and those of the directory of people. */
  clients: ClientsFile;
  dialPlan: DialPlan;
  menus: MenusFile;
  /** If the network has a laboratory. */
  lab?: LabSettings;
  /** If the network has a pager. */
  pager?: PagerSettings;
  /** If the network has a router. */
  router?: RouterSettings;
}

/**
 * Reads and checks the files that all environments share.
 * @returns the settings, if every file could be read as what it should be, and every problem found
 */
export function readSettings(
  root: string,
  systems: readonly SystemName[] = [],
): { settings?: Settings; problems: Problem[] } {
  const people = existsSync(join(root, peopleFile))
    ? readFile(root, peopleFile, peopleSchema, [], checkPeople)
    : none;
  const written = readFile(root, clientsFile, clientsSchema, ["clients", "addresses"], (file, malformed) =>
    checkPhones(file, people.data, malformed),
  );
  const clients = { ...written, data: written.data && withPeople(written.data, people.data) };
  const dialPlan = readFile(root, dialPlanFile, dialPlanSchema, ["services"], checkDialPlan);
  const around = { clients: clients.data, dialPlan: dialPlan.data, sounds: publicSounds(root) };
  const sections = ["sounds", "contexts", "mailboxes"];
  const menus = readFile(root, menusFile, menusSchema, sections, (file, malformed) =>
    checkMenus(file, around, malformed),
  );
  const lab = systems.includes("lab") ? readFile(root, labFile, labSchema, [], () => []) : none;
  const pager = systems.includes("pager")
    ? readFile(root, pagerFile, pagerSchema, [], (file) => checkPager(file, clients.data))
    : none;
  const router = systems.includes("router") ? readRouter(root) : none;
  const problems = [people, clients, dialPlan, menus, lab, pager, router].flatMap((read) => read.problems);
  if (!clients.data || !dialPlan.data || !menus.data || problems.length > 0) return { problems };
  const shared = { clients: clients.data, dialPlan: dialPlan.data, menus: menus.data };
  return { settings: { ...shared, lab: lab.data, pager: pager.data, router: router.data }, problems };
}

function readRouter(root: string): { data?: RouterSettings; problems: Problem[] } {
  const { data: settings, problems } = readFile(root, routerFile, routerSchema, [], () => []);
  if (!settings) return { problems };
  const routes = readFile(root, routesFile, routesSchema(reachOfFile(settings)), [], () => []);
  if (!routes.data) return { problems: routes.problems };
  const { $schema: _, ...first } = routes.data;
  return { data: { ...settings, routes: first }, problems };
}

/** A file that the network has not. */
const none: { data?: undefined; problems: Problem[] } = { problems: [] };

/** URL paths of the public files that are uploaded beside the functions. */
function publicSounds(root: string): string[] {
  return filesIn(join(root, dirname(menusFile))).flatMap((file) => {
    const named = visibilityIn(file);
    return named?.visibility === "public" ? [`/${named.name}`] : [];
  });
}

/**
 * Reads a file, and checks it against its schema and then its entries against each other.
 * @param sections properties that hold entries by name
 * @param check the checks across entries; gets the names of entries that are left out because they are malformed
 */
function readFile<T extends $ZodType>(
  root: string,
  file: string,
  schema: T,
  sections: string[],
  check: (data: z.output<T>, malformed: Set<string>) => Problem[],
): { data?: z.output<T>; problems: Problem[] } {
  const { value, problems } = readJson(root, file);
  if (problems.length > 0) return { problems };
  const { data, ...parsed } = parse(schema, value, file);
  if (data !== undefined) return { data, problems: check(data, new Set()) };
  const rest = wellFormed(value, parsed.issues, sections);
  const { data: restData } = parse(schema, rest.value, file);
  return {
    problems: [...parsed.problems, ...(restData === undefined ? [] : check(restData, rest.malformed))],
  };
}

/** What is left of a file without its malformed entries: a person should hear of every problem at once. */
function wellFormed(
  value: unknown,
  issues: $ZodIssue[],
  sections: string[],
): { value: unknown; malformed: Set<string> } {
  const rest = structuredClone(value);
  const malformed = new Set<string>();
  for (const issue of issues) {
    const [section, name] = issue.path.map(String);
    if (issue.code === "unrecognized_keys" && section === undefined) {
      for (const key of issue.keys) remove(rest, key);
    } else if (section !== undefined && name !== undefined && sections.includes(section)) {
      malformed.add(name);
      remove((rest as Record<string, unknown>)[section], name);
    }
  }
  return { value: rest, malformed };
}

function remove(from: unknown, key: string): void {
  if (typeof from === "object" && from !== null) Reflect.deleteProperty(from, key);
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
