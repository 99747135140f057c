import { compileFunction } from "node:vm";
import { z } from "zod";
import type { Platform } from "../../platform.ts";
import { notFound, TwilioError } from "../../rest/errors.ts";
import * as generic from "../../rest/generic.ts";
import { type ApiRequest, textParameter } from "../../rest/request.ts";
import { iso8601 } from "../../rest/shape.ts";
import { type Json, type Resource, text } from "../../store/index.ts";
import type { Noun } from "../noun.ts";
import { assetVersionKind, contentOf, functionVersionKind } from "./content.ts";
import { environmentKind } from "./environment.ts";

export const buildKind = "serverless/Services/Builds";

/** What a build was made of, by SID, and how it ended; shows when its time has come. */
interface Outcome {
  functions: string[];
  assets: string[];
  /** Why it fails, when it does. */
  failure?: string;
}

const outcomeOf = (build: Resource) => build.hidden.outcome as Outcome;

/** The versions in a build, with their contents. */
export function versionsOf(build: Resource, { store }: Platform): Record<"functions" | "assets", Resource[]> {
  const { functions, assets } = outcomeOf(build);
  const found = (kind: string, sids: string[]) => sids.flatMap((sid) => store.where(kind, "sid", sid));
  return { functions: found(functionVersionKind, functions), assets: found(assetVersionKind, assets) };
}

/** Does a build hold this version? */
export const holds = (build: Resource, versionSid: string) =>
  [...outcomeOf(build).functions, ...outcomeOf(build).assets].includes(versionSid);

/** `building` until its time has passed, then `completed` or `failed`. */
export function statusOf(build: Resource, { clock, delays }: Platform): "building" | "completed" | "failed" {
  if (clock.now() < build.created + delays.build) return "building";
  return outcomeOf(build).failure === undefined ? "completed" : "failed";
}

/** https://www.twilio.com/docs/serverless/functions-assets/functions#limits */
const mostVersions = { functions: 50, privateAssets: 50, publicAssets: 1000 };

const dependencySchema = z.array(z.object({ name: z.string().min(1), version: z.string() }));

/** What Twilio puts into a build that does not name it. */
const defaultDependencies = [
  { name: "twilio", version: "6.2.0" },
  { name: "@twilio/runtime-handler", version: "2.1.2" },
];

/**
 * Builds: a fixed set of versions that can be deployed once it is completed.
 * https://www.twilio.com/docs/serverless/api/resource/build
 */
export const build: Noun = {
  kind: buildKind,
  create(request, platform) {
    const functions = versions(request, platform, "FunctionVersions", functionVersionKind);
    const assets = versions(request, platform, "AssetVersions", assetVersionKind);
    if (functions.length + assets.length === 0) {
      throw new TwilioError(20001, "At least one function version or asset version is required.");
    }
    checkLimits(functions, assets);
    const runtime = checkRuntime(textParameter(request, "Runtime") || "node22");
    const dependencies = readDependencies(textParameter(request, "Dependencies"), runtime);
    const failure = failureOf(functions);
    const sids = (resources: Resource[]) => resources.map(({ key }) => key);
    const outcome: Outcome = {
      functions: sids(functions),
      assets: sids(assets),
      ...(failure === undefined ? {} : { failure }),
    };
    return generic.create(request, platform, {
      properties: {
        function_versions: functions.map(written),
        asset_versions: assets.map(written),
        dependencies,
        runtime,
      },
      hidden: { outcome },
    });
  },
  delete({ path }, { store }, resource) {
    const live = [...store.collection({ ...resource, kind: environmentKind })].find(
      (environment) => text(environment, "build_sid") === resource.key,
    );
    if (live)
      throw new TwilioError(20409, `Conflict: ${path} is deployed to environment ${generic.nameOf(live)}`);
    store.delete(resource);
  },
  show: (resource, platform) => ({ status: statusOf(resource, platform) }),
};

/** Where one polls. */
export const buildStatus: Noun = {
  kind: "serverless/Services/Builds/Status",
  fetch({ place, path }, { store }) {
    const { sid = "", ...parents } = place.parents;
    const found = store.get({ kind: buildKind, account: place.account, parents }, sid);
    if (!found) throw notFound(path);
    return { ...found, properties: { ...found.properties, url: `https://serverless.twilio.com${path}` } };
  },
};

function versions(request: ApiRequest, { store }: Platform, parameter: string, kind: string): Resource[] {
  const sids = request.parameters[parameter];
  if (!Array.isArray(sids)) return [];
  const service = request.place.parents.service_sid;
  return [...new Set(sids)].map((sid) => {
    const found = store.where(kind, "sid", sid).find(({ parents }) => parents.service_sid === service);
    if (!found)
      throw new TwilioError(20001, `Invalid parameter ${parameter}: ${sid} is no version in this service`);
    return found;
  });
}

function checkLimits(functions: Resource[], assets: Resource[]): void {
  const paths = new Set<string>();
  for (const version of [...functions, ...assets]) {
    const path = text(version, "path") ?? "";
    if (paths.has(path))
      throw new TwilioError(20001, `Invalid parameter: two versions have the path ${path}`);
    paths.add(path);
  }
  const privateAssets = assets.filter((asset) => text(asset, "visibility") === "private").length;
  const counts = { functions: functions.length, privateAssets, publicAssets: assets.length - privateAssets };
  for (const [what, most] of Object.entries(mostVersions)) {
    const count = counts[what as keyof typeof counts];
    if (count > most)
      throw new TwilioError(20001, `Invalid parameter: ${count} ${what} in one build, at most ${most}`);
  }
}

const runtimes = ["node18", "node20", "node22", "node24"];

function checkRuntime(runtime: string): string {
  if (runtimes.includes(runtime)) return runtime;
  throw new TwilioError(20001, `Invalid parameter Runtime: "${runtime}" is none of ${runtimes.join(", ")}`);
}

function readDependencies(written: string | undefined, runtime: string): { name: string; version: string }[] {
  const parsed = dependencySchema.safeParse(written ? parseJson(written) : []);
  if (!parsed.success) {
    throw new TwilioError(
      20001,
      'Invalid parameter Dependencies: must be JSON such as [{"name":"zod","version":"4.0.0"}]',
    );
  }
  const handler = parsed.data.find(({ name }) => name === "@twilio/runtime-handler");
  if (runtime === "node24" && handler?.version === "2.1.0") {
    throw new TwilioError(
      20001,
      "Invalid parameter Dependencies: node24 does not run @twilio/runtime-handler 2.1.0",
    );
  }
  const added = defaultDependencies.filter(({ name }) => !parsed.data.some((given) => given.name === name));
  return [...parsed.data, ...added];
}

/** Twilio's own serverless-api puts the JSON into quotes without escaping those inside: what is between them counts. */
function parseJson(written: string): unknown {
  try {
    return JSON.parse(written.replace(/^"(\[.*\])"$/s, "$1"));
  } catch {
    return undefined;
  }
}

/** A build fails when one of its functions is no JavaScript. */
function failureOf(functions: Resource[]): string | undefined {
  for (const version of functions) {
    try {
      compileFunction(contentOf(version).bytes.toString().replace(/^#!/, "//"), [
        "exports",
        "require",
        "module",
      ]);
    } catch (error) {
      return `82003: ${text(version, "path")} does not compile: ${(error as Error).message}`;
    }
  }
  return undefined;
}

function written(version: Resource): Json {
  const { account, parents, key, properties, created } = version;
  return {
    sid: key,
    account_sid: account,
    ...parents,
    path: properties.path ?? null,
    visibility: properties.visibility ?? null,
    date_created: iso8601(created),
  };
}
