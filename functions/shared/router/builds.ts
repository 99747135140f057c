import * as z from "zod/mini";
import { routesPath } from "../../../systems/router/routes.ts";
import { type RouterVariables, routerVariables } from "../../../systems/router/variables.ts";
import type { Context } from "../runtime/runtime.ts";
import { TwilioRefusal, twilioApi } from "../twilio/api.ts";

const build = z.lazy(() => {
  const version = z.object({ sid: z.string(), path: z.string() });
  return z.object({
    sid: z.string(),
    status: z.enum(["building", "completed", "failed"]),
    function_versions: z.array(version),
    asset_versions: z.array(z.extend(version, { asset_sid: z.string() })),
    dependencies: z.array(z.object({ name: z.string(), version: z.string() })),
    runtime: z.string(),
  });
});
export type Build = z.infer<typeof build>;

const environment = z.lazy(() => z.object({ build_sid: z.nullable(z.string()) }));
const uploaded = z.lazy(() => z.object({ sid: z.string() }));
const deployment = z.lazy(() => z.object({ sid: z.string(), build_sid: z.nullable(z.string()) }));
const deployments = z.lazy(() => z.object({ deployments: z.array(deployment) }));

/** The asset version with the routes of a build. */
export function routesIn({ asset_versions }: Build) {
  const found = asset_versions.find(({ path }) => path === routesPath);
  if (!found) throw new Error(`the build has no ${routesPath}`);
  return found;
}

/** Whether a build has the functions and everything else of another, whatever its routes are. */
export function isBesides(one: Build, other: Build): boolean {
  const key = ({ function_versions, asset_versions, dependencies, runtime }: Build) =>
    JSON.stringify([
      [...function_versions, ...asset_versions.filter(({ path }) => path !== routesPath)]
        .map(({ sid }) => sid)
        .sort(),
      dependencies.map(({ name, version }) => `${name} ${version}`).sort(),
      runtime,
    ]);
  return key(one) === key(other);
}

/** The builds of this service, and which one this environment serves. {@link https://www.twilio.com/docs/serverless/api/resource/build} */
export class RouteBuilds {
  readonly #context: Context;
  readonly #service: string;
  readonly #environment: string;

  constructor(context: Context) {
    const { SERVICE_SID, ENVIRONMENT_SID }: RouterVariables = routerVariables.parse(context);
    this.#context = context;
    this.#service = `https://serverless.twilio.com/v1/Services/${SERVICE_SID}`;
    this.#environment = `${this.#service}/Environments/${ENVIRONMENT_SID}`;
  }

  /** The build that is served. */
  async live(): Promise<Build> {
    const { build_sid } = environment.parse(await twilioApi(this.#context, this.#environment));
    const served = build_sid === null ? undefined : await this.find(build_sid);
    if (!served) throw new Error("the environment serves no build");
    return served;
  }

  /** A build; nothing if it was cleared up. */
  async find(sid: string): Promise<Build | undefined> {
    try {
      return build.parse(await twilioApi(this.#context, `${this.#service}/Builds/${sid}`));
    } catch (error) {
      if (error instanceof TwilioRefusal && error.status === 404) return undefined;
      throw error;
    }
  }

  /** Uploads routes as a version of the asset that a build has. Gives its SID. */
  async upload(text: string, { asset_sid }: { asset_sid: string }): Promise<string> {
    const body = new FormData();
    body.set("Path", routesPath);
    body.set("Visibility", "private");
    body.set("Content", new Blob([text], { type: "application/json" }), "routes.json");
    const url = `${this.#service.replace("serverless.", "serverless-upload.")}/Assets/${asset_sid}/Versions`;
    return uploaded.parse(await twilioApi(this.#context, url, { method: "POST", body })).sid;
  }

  /** Starts a build with other routes and everything else of the one that is served. */
  async start(live: Build, routes: string): Promise<Build> {
    const { function_versions, asset_versions, dependencies, runtime } = live;
    const others = asset_versions.filter(({ path }) => path !== routesPath);
    const parameters = {
      FunctionVersions: function_versions.map(({ sid }) => sid),
      AssetVersions: [...others.map(({ sid }) => sid), routes],
      Dependencies: JSON.stringify(dependencies),
      Runtime: runtime,
    };
    return build.parse(
      await twilioApi(this.#context, `${this.#service}/Builds`, { method: "POST", parameters }),
    );
  }

  /**
   * Serves a build in place of the one that was served when it was looked at.
   * @returns whether it is served: if not, something else was deployed in that moment, and is served again
   */
  async replace(live: Build, sid: string): Promise<boolean> {
    const mine = await this.#deploy(sid);
    if (!mine) return true;
    const parameters = { PageSize: "20" };
    const url = `${this.#environment}/Deployments`;
    const listed = deployments.parse(await twilioApi(this.#context, url, { parameters })).deployments;
    const displaced = listed[listed.findIndex((each) => each.sid === mine.sid) + 1];
    if (!displaced?.build_sid || displaced.build_sid === live.sid) return true;
    await this.#deploy(displaced.build_sid);
    return false;
  }

  /** Nothing if the build is served already. */
  async #deploy(sid: string): Promise<z.infer<typeof deployment> | undefined> {
    const parameters = { BuildSid: sid };
    const url = `${this.#environment}/Deployments`;
    try {
      return deployment.parse(await twilioApi(this.#context, url, { method: "POST", parameters }));
    } catch (error) {
      if (error instanceof TwilioRefusal && error.status === 409) return undefined;
      throw error;
    }
  }
}
