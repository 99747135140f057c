import type { TestNetwork } from "./network.ts";

const kinds = { function: "Functions", asset: "Assets" } as const;

/** A serverless service in one environment, changed behind Pulumi's back through Twilio's API, and put right again. */
export class LiveService {
  readonly #network: TestNetwork;
  readonly #serviceSid: string;
  readonly #environmentSid: string;
  readonly #buildSid: string;
  readonly #variables: Record<string, string>;
  readonly domainName: string;
  /** Whether anything may differ from what it was. */
  #changed = false;

  private constructor(
    network: TestNetwork,
    {
      serviceSid,
      sid,
      buildSid,
      domainName,
    }: { serviceSid: string; sid: string; buildSid: string; domainName: string },
    variables: Record<string, string>,
  ) {
    this.#network = network;
    this.#serviceSid = serviceSid;
    this.#environmentSid = sid;
    this.#buildSid = buildSid;
    this.#variables = variables;
    this.domainName = domainName;
  }

  /** The service as it is now; {@link restore} brings it back to this. */
  static async of(network: TestNetwork, uniqueName: string, environmentName: string): Promise<LiveService> {
    const { services } = network.client.serverless.v1;
    const service = (await services.list()).find((each) => each.uniqueName === uniqueName);
    const environments = service && (await services(service.sid).environments.list());
    const environment = environments?.find((each) => each.uniqueName === environmentName);
    if (!environment) throw new Error(`${uniqueName} has no environment ${environmentName}`);
    const variables = await services(environment.serviceSid).environments(environment.sid).variables.list();
    return new LiveService(
      network,
      environment,
      Object.fromEntries(variables.map(({ key, value }) => [key, value])),
    );
  }

  get #service() {
    return this.#network.client.serverless.v1.services(this.#serviceSid);
  }

  get #environment() {
    return this.#service.environments(this.#environmentSid);
  }

  /** Serves a build in which one function or asset has another content. */
  async replace(kind: keyof typeof kinds, path: string, content: string): Promise<void> {
    this.#changed = true;
    const build = await this.#service.builds(this.#buildSid).fetch();
    const versions = { function: build.functionVersions, asset: build.assetVersions } as Record<
      keyof typeof kinds,
      Record<string, string>[]
    >;
    const old = versions[kind].find((version) => version.path === path);
    if (!old) throw new Error(`the build has no ${kind} ${path}`);
    const sid = await this.#upload(kind, old, content);
    const sids = (of: keyof typeof kinds) =>
      versions[of].map((version) => (version === old ? sid : (version.sid ?? "")));
    const { sid: buildSid } = await this.#service.builds.create({
      functionVersions: sids("function"),
      assetVersions: sids("asset"),
      dependencies: JSON.stringify(build.dependencies),
    });
    await this.#completed(buildSid);
    await this.#environment.deployments.create({ buildSid });
  }

  async undeploy(): Promise<void> {
    this.#changed = true;
    await this.#environment.deployments.create();
  }

  /** Sets a variable, or deletes it. */
  async setVariable(key: string, value: string | undefined): Promise<void> {
    this.#changed = true;
    const { variables } = this.#environment;
    const known = (await variables.list()).find((each) => each.key === key);
    if (value === undefined) await (known && variables(known.sid).remove());
    else if (known) await variables(known.sid).update({ value });
    else await variables.create({ key, value });
  }

  /** Deletes every variable there is. */
  async deleteVariables(): Promise<void> {
    for (const key of Object.keys(this.#variables)) await this.setVariable(key, undefined);
  }

  /** The lines that the functions logged. */
  async logs(): Promise<string[]> {
    return (await this.#environment.logs.list()).map(({ message }) => message);
  }

  /** Serves what it served at first, with the variables it had. */
  async restore(): Promise<void> {
    if (!this.#changed) return;
    const { buildSid } = await this.#environment.fetch();
    if (buildSid !== this.#buildSid) await this.#environment.deployments.create({ buildSid: this.#buildSid });
    const now = await this.#environment.variables.list();
    const values = Object.fromEntries(now.map(({ key, value }) => [key, value]));
    for (const key of new Set([...Object.keys(values), ...Object.keys(this.#variables)]))
      if (values[key] !== this.#variables[key]) await this.setVariable(key, this.#variables[key]);
    this.#changed = false;
  }

  /** Uploads a version beside another one; the official client cannot. */
  async #upload(
    kind: keyof typeof kinds,
    { path = "", visibility = "", ...old }: Record<string, string>,
    content: string,
  ): Promise<string> {
    const form = new FormData();
    form.set("Path", path);
    form.set("Visibility", visibility);
    form.set("Content", new Blob([content]), "content");
    const { url, accountSid, authToken } = this.#network.emulator;
    const owner = old[`${kind}_sid`];
    const answer = await fetch(
      `${url}/serverless-upload.twilio.com/v1/Services/${this.#serviceSid}/${kinds[kind]}/${owner}/Versions`,
      {
        method: "POST",
        body: form,
        headers: { authorization: `Basic ${btoa(`${accountSid}:${authToken}`)}` },
      },
    );
    const { sid } = (await answer.json()) as { sid?: string };
    if (!sid) throw new Error(`the upload of ${path} was answered with ${answer.status}`);
    return sid;
  }

  async #completed(buildSid: string): Promise<void> {
    const status = this.#service.builds(buildSid).buildStatus();
    while ((await status.fetch()).status === "building")
      await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
