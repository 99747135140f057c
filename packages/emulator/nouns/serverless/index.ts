import { build, buildStatus } from "./build.ts";
import { deployment } from "./deployment.ts";
import { environment } from "./environment.ts";
import { log } from "./log.ts";
import { service } from "./service.ts";
import { variable } from "./variable.ts";
import { asset, assetVersion, functionNoun, functionVersion, functionVersionContent } from "./version.ts";

/** Serverless: services, what is in them, and what serves it. */
export const serverless = [
  service,
  environment,
  variable,
  functionNoun,
  functionVersion,
  functionVersionContent,
  asset,
  assetVersion,
  build,
  buildStatus,
  deployment,
  log,
];
