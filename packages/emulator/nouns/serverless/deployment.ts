import type { Platform } from "../../platform.ts";
import { TwilioError } from "../../rest/errors.ts";
import * as generic from "../../rest/generic.ts";
import { textParameter } from "../../rest/request.ts";
import { type Resource, text } from "../../store/index.ts";
import type { Noun } from "../noun.ts";
import { buildKind, statusOf } from "./build.ts";
import { environmentKind } from "./environment.ts";

const deploymentKind = "serverless/Services/Environments/Deployments";

/** The deployment that an environment serves now: its latest, unless that undeployed it. */
export function currentDeployment(environment: Resource, { store }: Platform): Resource | undefined {
  const { account, parents, key } = environment;
  const [latest] = store.collection({
    kind: deploymentKind,
    account,
    parents: { ...parents, environment_sid: key },
  });
  return latest && text(latest, "build_sid") ? latest : undefined;
}

/** The build of a deployment. */
export function buildOf(
  { account, parents, properties }: Resource,
  { store }: Platform,
): Resource | undefined {
  const place = { kind: buildKind, account, parents: { service_sid: parents.service_sid ?? "" } };
  return store.get(place, String(properties.build_sid));
}

/**
 * Deployments: from the moment one is made its environment serves that build; one without a build undeploys.
 * https://www.twilio.com/docs/serverless/api/resource/deployment
 */
export const deployment: Noun = {
  kind: deploymentKind,
  create(request, platform) {
    const { store } = platform;
    const { service_sid = "", environment_sid = "" } = request.place.parents;
    const account = request.account.key;
    const environment = store.get(
      { kind: environmentKind, account, parents: { service_sid } },
      environment_sid,
    );
    const sid = textParameter(request, "BuildSid") || null;
    if (sid) {
      const build = store.get({ kind: buildKind, account, parents: { service_sid } }, sid);
      if (!build)
        throw new TwilioError(20001, `Invalid parameter BuildSid: ${sid} is no build of this service`);
      const status = statusOf(build, platform);
      if (status !== "completed")
        throw new TwilioError(20001, `Invalid parameter BuildSid: build ${sid} is ${status}`);
      if (text(environment, "build_sid") === sid) {
        throw new TwilioError(20409, `Conflict: build ${sid} is deployed to this environment already`);
      }
    }
    if (environment) store.update(environment, { build_sid: sid });
    return generic.create(request, platform, { properties: { build_sid: sid } });
  },
};
