import type { BuildInstance } from "twilio/lib/rest/serverless/v1/service/build.js";
import type { EnvironmentInstance } from "twilio/lib/rest/serverless/v1/service/environment.js";
import { PAGE_SIZE } from "../client/connection.ts";
import type { Call } from "../lifecycle/handlers.ts";

/** The environments of a service: one list for them and for what is deployed to them. */
export function environmentsOf(call: Call, serviceSid: string): Promise<readonly EnvironmentInstance[]> {
  const { environments } = call.twilio.serverless.v1.services(serviceSid);
  return call.listed(`environments|${serviceSid}`, () => environments.list({ pageSize: PAGE_SIZE }));
}

/** The builds of a service: one list for them and for the versions that they hold. */
export function buildsOf(call: Call, serviceSid: string): Promise<readonly BuildInstance[]> {
  const { builds } = call.twilio.serverless.v1.services(serviceSid);
  return call.listed(`builds|${serviceSid}`, () => builds.list({ pageSize: PAGE_SIZE }));
}
