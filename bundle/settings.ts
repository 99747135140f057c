import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
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
import { readFile } from "./read-file.ts";
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
