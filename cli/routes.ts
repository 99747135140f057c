import { renameSync, writeFileSync } from "node:fs";
import { twilioFromEnvironment } from "@pulumi/twilio/client";
import type { Command } from "commander";
import type { Twilio } from "twilio";
import { z } from "zod";
import { readFile } from "../bundle/read-file.ts";
import { InvalidNetwork } from "../dialplan/problems.ts";
import { type Change, changesBetween } from "../systems/router/changes.ts";
import { type Routes, routesFile, routesPath, routeTypes } from "../systems/router/routes.ts";
import {
  contentPart,
  contentsMap,
  partKey,
  type SavedVersion,
  savedVersion,
  unpack,
  versionsMap,
} from "../systems/router/versions.ts";
import { systemOutput } from "./pulumi.ts";

const placeSchema = z.object({ service: z.string(), environment: z.string(), memory: z.string() });
type Place = z.infer<typeof placeSchema>;

const route = z.object({ type: z.enum(routeTypes), destination: z.string(), comment: z.string().optional() });
/** Routes as they stand somewhere: where they may lead is for the functions and for `up` to check. */
const routesSchema = z.object({
  routes: z.array(z.object({ address: z.string(), ...route.shape })),
  default: route,
});

interface Options {
  stack: string;
}

interface Published {
  version: SavedVersion;
  routes: Routes;
}

/** `dialer routes show`, `diff` and `pull`. */
export function addRoutes(program: Command): void {
  const routes = program.command("routes").description("looks at the routes by which a router answers calls");
  const stack = ["-s, --stack <stack>", "the stack whose router it is", "prod"] as const;

  routes
    .command("show")
    .description("show the routes that are published")
    .option(...stack)
    .option("--json", "as JSON, for programs", false)
    .action(async ({ stack, json }: Options & { json: boolean }) => {
      const { routes } = (await publishedIn(stack)) ?? { routes: readRoutes() };
      process.stdout.write(json ? text(routes) : table(routes));
    });

  routes
    .command("diff")
    .description(`show what is published otherwise than ${routesFile} says; ends with 1 if there is anything`)
    .option(...stack)
    .action(async ({ stack }: Options) => {
      const published = await publishedIn(stack);
      const changes = published ? changesBetween(readRoutes(), published.routes) : [];
      process.stdout.write(changes.map(line).join("") || "No route differs.\n");
      process.exitCode = changes.length > 0 ? 1 : 0;
    });

  routes
    .command("pull")
    .description(`write the routes that are published into ${routesFile}`)
    .option(...stack)
    .action(async ({ stack }: Options) => {
      const published = await publishedIn(stack);
      if (!published)
        return void process.stdout.write("Nothing was published yet: the file says what is routed.\n");
      const { version, routes } = published;
      const draft = `${routesFile}.${process.pid}`;
      writeFileSync(draft, text({ $schema: "./routes.schema.json", ...routes }));
      renameSync(draft, routesFile);
      const count = routes.routes.length === 1 ? "one route" : `${routes.routes.length} routes`;
      process.stdout.write(
        `${routesFile}: version ${version.number}, ${count}, saved by ${version.who} at ${version.when}\n`,
      );
    });
}

/** What the router of a stack routes by now; nothing if that is still what its first `up` brought. */
async function publishedIn(stack: string): Promise<Published | undefined> {
  const place = placeSchema.parse(await systemOutput(stack, "router"));
  const client = twilioFromEnvironment();
  const asset = await servedRoutes(client, place);
  const memory = client.sync.v1.services(place.memory);
  const items = await memory.syncMaps(versionsMap).syncMapItems.list({ order: "desc", pageSize: 100 });
  const versions = items.map(({ data }) => savedVersion.parse(data));
  const version = versions.find((each) => each.asset === asset);
  if (!version && versions.length === 0) return undefined;
  if (!version)
    throw new Error(`what ${stack} routes by was not saved by its router: asset version ${asset}`);
  const contents = memory.syncMaps(contentsMap);
  const parts = await Promise.all(
    Array.from({ length: version.parts }, async (_, index) => {
      const { data } = await contents.syncMapItems(partKey(asset, index)).fetch();
      return contentPart.parse(data).part;
    }),
  );
  return { version, routes: routesSchema.parse(JSON.parse(await unpack(parts))) };
}

/** The asset version with the routes that an environment serves. */
async function servedRoutes(client: Twilio, { service, environment }: Place): Promise<string> {
  const { environments, builds } = client.serverless.v1.services(service);
  const { buildSid } = await environments(environment).fetch();
  const { assetVersions } = await builds(buildSid).fetch();
  const versions = z.array(z.object({ sid: z.string(), path: z.string() })).parse(assetVersions);
  const found = versions.find(({ path }) => path === routesPath);
  if (!found) throw new Error(`the build that is served has no ${routesPath}: bring the stack up again`);
  return found.sid;
}

/**
 * The routes as the file says.
 * @throws {InvalidNetwork} with everything that is wrong with the file
 */
export function readRoutes(root = "."): Routes {
  const { data, problems } = readFile(root, routesFile, routesSchema, [], () => []);
  if (!data) throw new InvalidNetwork(problems);
  return data;
}

const text = (value: object) => `${JSON.stringify(value, null, 2)}\n`;

function table({ routes, default: otherwise }: Routes): string {
  const rows = [...routes, { address: "all others", ...otherwise }];
  return rows.map(({ address, ...route }) => `${address.padEnd(16)}  ${summary(route)}\n`).join("");
}

function line({ address, before, after }: Change): string {
  return `${address ?? "all others"}: ${before ? summary(before) : "none"} → ${after ? summary(after) : "none"}\n`;
}

function summary({ type, destination, comment }: z.infer<typeof route>): string {
  const where = destination.replaceAll(/\s+/g, " ");
  return `${type} ${where.length > 80 ? `${where.slice(0, 79)}…` : where}${comment ? `  (${comment})` : ""}`;
}
