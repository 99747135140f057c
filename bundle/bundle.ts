import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join, posix, resolve, sep } from "node:path";
import nodemailer from "nodemailer/package.json" with { type: "json" };
import twilio from "twilio/package.json" with { type: "json" };
import { checkEmergencyPlan } from "../dialplan/check-emergency-plan.ts";
import { dialRulesOf, directoryOf, emergencyPlanOf, menusOf } from "../dialplan/derive.ts";
import { InvalidNetwork } from "../dialplan/problems.ts";
import { routesPath } from "../systems/router/routes.ts";
import { compile } from "./compile.ts";
import { filesIn, type Visibility, visibilityIn } from "./files.ts";
import type { ServiceName } from "./services.ts";
import type { Settings } from "./settings.ts";

/** What functions load when they run: what is too large to be bundled. Who steps in when all else fails needs nothing. */
const dependenciesOf: Record<ServiceName, ServiceBundle["dependencies"]> = {
  dialer: [twilio],
  fallback: [],
  pager: [nodemailer],
  router: [],
  lab: [],
};

/** A function or asset, ready to be uploaded. */
export interface BundledFile {
  /** URL path, such as `/sip-outgoing`. */
  path: string;
  visibility: Visibility;
  /** Where it stands, from the project's folder, with `/` on every system. */
  file: string;
  /** In bytes. */
  size: number;
}

/** What a serverless service is made of. Lists are in the order of their paths. */
export interface ServiceBundle {
  functions: BundledFile[];
  assets: BundledFile[];
  /** npm packages that Twilio installs beside the functions. */
  dependencies: { name: string; version: string }[];
}

export interface BundleArgs<Name extends ServiceName> {
  /** The project's folder; the working folder unless given. */
  root?: string;
  /** Folder to write to, from `root`; `.build` unless given. Files in it that are not mentioned stay. */
  outDir?: string;
  settings: Settings;
  /** The services to bundle. */
  services: readonly Name[];
}

/**
 * Bundles every function of some services into a self-contained CommonJS file, and writes them with the assets to a folder.
 *
 * The same sources give the same bytes on every machine, so that what has not changed is not uploaded again.
 * A file's visibility stands in its name (`sip-outgoing.protected.ts`, `busy.public.wav`); an asset that names none is for
 * people, and is not uploaded.
 * @throws if a function names no visibility or does not compile, or a phone's emergency calls would go wrong
 */
export async function bundle<Name extends ServiceName>(
  args: BundleArgs<Name>,
): Promise<Record<Name, ServiceBundle>> {
  const { root = ".", outDir = ".build", settings, services } = args;
  const plan = emergencyPlanOf(settings.clients);
  const problems = checkEmergencyPlan(settings.clients, plan);
  if (problems.length > 0) throw new InvalidNetwork(problems);
  const baked = {
    "emergency-plan": plan,
    lab: settings.lab,
    pager: settings.pager,
    router: settings.router && {
      webhookHosts: settings.router.webhookHosts,
      flexOrigins: settings.router.flexOrigins,
    },
    "dial-rules": dialRulesOf(settings.dialPlan),
  };
  const write = writerTo(root, outDir);
  const sources = services.flatMap((service) => functionsIn(root, service));
  const codeOf = await compile(
    sources.map(({ source }) => source),
    baked,
  );
  const functions = sources.map(({ service, source, ...named }) => {
    const file = write(`${service}/functions${named.path}.js`, codeOf(source));
    return { service, bundled: { ...named, ...file } };
  });
  const bundleOf = (name: ServiceName): ServiceBundle => ({
    functions: inOrder(functions.filter(({ service }) => service === name).map(({ bundled }) => bundled)),
    assets: bundleAssets(root, name, write, derivedAssets(name, settings)),
    dependencies: dependenciesOf[name].map(({ name, version }) => ({ name, version })),
  });
  return Object.fromEntries(services.map((name) => [name, bundleOf(name)])) as Record<Name, ServiceBundle>;
}

type Write = (place: string, content: Uint8Array | string) => Pick<BundledFile, "file" | "size">;

interface FunctionSource extends Pick<BundledFile, "path" | "visibility"> {
  service: ServiceName;
  /** Absolute path. */
  source: string;
}

function functionsIn(root: string, service: ServiceName): FunctionSource[] {
  const folder = resolve(root, "functions", service);
  const files = filesIn(folder).filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"));
  return files.map((file) => {
    const named = visibilityIn(file);
    if (!named) {
      throw new Error(
        `functions/${service}/${file}: its name does not say who may call it; name it ` +
          `${file.replace(/\.ts$/, ".protected.ts")} (Twilio only), .private.ts or .public.ts`,
      );
    }
    const path = `/${named.name.replace(/\.ts$/, "")}`;
    return { service, source: join(folder, file), path, visibility: named.visibility };
  });
}

function bundleAssets(
  root: string,
  service: ServiceName,
  write: Write,
  derived: Record<string, string>,
): BundledFile[] {
  const folder = join(root, "assets", service);
  const files = filesIn(folder).flatMap((source): BundledFile[] => {
    const named = visibilityIn(source);
    if (!named) return [];
    const content = readFileSync(join(folder, source));
    return [
      {
        path: `/${named.name}`,
        visibility: named.visibility,
        ...write(`${service}/assets/${named.name}`, content),
      },
    ];
  });
  const more = Object.entries(derived).map(
    ([path, content]): BundledFile => ({
      path,
      visibility: "private",
      ...write(`${service}/assets${path}`, content),
    }),
  );
  return inOrder([...files, ...more]);
}

/** Assets that nobody writes: they follow from the settings. */
function derivedAssets(service: ServiceName, settings: Settings): Record<string, string> {
  const { clients, dialPlan, menus, router } = settings;
  const json = (value: object) => `${JSON.stringify(value, null, 2)}\n`;
  if (service === "dialer")
    return {
      "/extensions.json": json(directoryOf(clients, menus)),
      "/menus.json": json(menusOf(menus, dialPlan)),
    };
  return service === "router" && router ? { [routesPath]: json(router.routes) } : {};
}

/** Files appear whole: another command may be uploading from the same folder. */
function writerTo(root: string, outDir: string): Write {
  return (place, content) => {
    const file = posix.join(outDir.split(sep).join(posix.sep), place);
    const target = resolve(root, file);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(`${target}.${process.pid}`, content);
    renameSync(`${target}.${process.pid}`, target);
    return { file, size: Buffer.byteLength(content) };
  };
}

function inOrder(files: BundledFile[]): BundledFile[] {
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}
