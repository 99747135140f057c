import { posix } from "node:path";
import { z } from "zod";
import { clientsFile, clientsSchema } from "../dialplan/clients.ts";
import { dialPlanFile, dialPlanSchema } from "../dialplan/dial-plan.ts";
import { menusFile, menusSchema } from "../dialplan/menus.ts";
import { peopleFile, peopleSchema } from "../dialplan/people.ts";
import { labFile, labSchema } from "../systems/lab/settings.ts";
import { pagerFile, pagerSchema } from "../systems/pager/settings.ts";
import { routesFile, routesSchema } from "../systems/router/routes.ts";
import { reachOfFile, routerFile, routerSchema } from "../systems/router/settings.ts";

/** JSON schemas of the files that people edit, by file: what an editor completes and underlines by. */
export function jsonSchemas(): Record<string, object> {
  return {
    [schemaFile(clientsFile)]: z.toJSONSchema(clientsSchema, { io: "input" }),
    [schemaFile(peopleFile)]: z.toJSONSchema(peopleSchema, { io: "input" }),
    [schemaFile(pagerFile)]: z.toJSONSchema(pagerSchema, { io: "input" }),
    [schemaFile(labFile)]: z.toJSONSchema(labSchema, { io: "input" }),
    [schemaFile(routerFile)]: z.toJSONSchema(routerSchema, { io: "input" }),
    [schemaFile(routesFile)]: z.toJSONSchema(routesSchema(reachOfFile({ webhookHosts: [] })), {
      io: "input",
    }),
    [schemaFile(dialPlanFile)]: z.toJSONSchema(dialPlanSchema, { io: "input" }),
    [schemaFile(menusFile)]: z.toJSONSchema(menusSchema, { io: "input" }),
  };
}

/** `clients.schema.json` stands beside `clients.json`. */
function schemaFile(file: string): string {
  return posix.join(posix.dirname(file), posix.basename(file).replace(/\.json$/, ".schema.json"));
}
