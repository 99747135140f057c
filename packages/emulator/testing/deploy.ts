import type twilio from "twilio";
import type { Emulator } from "../index.ts";
import { twilioClient } from "../index.ts";

/** A function or asset to deploy. */
export interface Source {
  path: string;
  content: string;
  visibility?: "public" | "protected" | "private";
}

/** What a test deploys. */
export interface Sources {
  functions?: Source[];
  assets?: Source[];
  variables?: Record<string, string>;
  dependencies?: { name: string; version: string }[];
}

/** A service with one environment in which a test deploys again and again. */
export class Site {
  readonly emulator: Emulator;
  readonly client: twilio.Twilio;
  readonly serviceSid: string;
  readonly environmentSid: string;
  readonly domain: string;

  private constructor(
    emulator: Emulator,
    client: twilio.Twilio,
    serviceSid: string,
    environment: { sid: string; domainName: string },
  ) {
    this.emulator = emulator;
    this.client = client;
    this.serviceSid = serviceSid;
    this.environmentSid = environment.sid;
    this.domain = environment.domainName;
  }

  /** Makes the service and its environment through the official client. */
  static async open(emulator: Emulator, uniqueName = "site"): Promise<Site> {
    const client = twilioClient(emulator);
    const { sid } = await client.serverless.v1.services.create({
      uniqueName,
      friendlyName: uniqueName,
      includeCredentials: true,
    });
    const environment = await client.serverless.v1
      .services(sid)
      .environments.create({ uniqueName: "test", domainSuffix: "test" });
    return new Site(emulator, client, sid, environment);
  }

  get service() {
    return this.client.serverless.v1.services(this.serviceSid);
  }

  get environment() {
    return this.service.environments(this.environmentSid);
  }

  /** Uploads a version; answers its SID. */
  async upload(
    kind: "Functions" | "Assets",
    { path, content, visibility = "public" }: Source,
  ): Promise<string> {
    const { sid } =
      kind === "Functions"
        ? await this.service.functions.create({ friendlyName: path })
        : await this.service.assets.create({ friendlyName: path });
    const form = new FormData();
    form.set("Path", path);
    form.set("Visibility", visibility);
    form.set("Content", new Blob([content]), path.split("/").at(-1));
    const { url, accountSid, authToken } = this.emulator;
    const answer = await fetch(
      `${url}/serverless-upload.twilio.com/v1/Services/${this.serviceSid}/${kind}/${sid}/Versions`,
      {
        method: "POST",
        body: form,
        headers: { authorization: `Basic ${btoa(`${accountSid}:${authToken}`)}` },
      },
    );
    const version = (await answer.json()) as { sid: string };
    if (answer.status !== 201) throw new Error(`upload of ${path} failed: ${JSON.stringify(version)}`);
    return version.sid;
  }

  /** Uploads, builds, waits and deploys. */
  async deploy({ functions = [], assets = [], variables = {}, dependencies }: Sources): Promise<string> {
    for (const [key, value] of Object.entries(variables))
      await this.environment.variables.create({ key, value });
    const functionVersions: string[] = [];
    const assetVersions: string[] = [];
    // One after the other, so that SIDs are the same each time.
    for (const source of functions) functionVersions.push(await this.upload("Functions", source));
    for (const source of assets) assetVersions.push(await this.upload("Assets", source));
    const { sid: buildSid } = await this.service.builds.create({
      functionVersions,
      assetVersions,
      ...(dependencies && { dependencies: JSON.stringify(dependencies) }),
    });
    while ((await this.service.builds(buildSid).buildStatus().fetch()).status === "building") {
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    await this.environment.deployments.create({ buildSid });
    return buildSid;
  }

  /** The address of a path on the emulator. */
  at(path: string): string {
    return `${this.emulator.url}/${this.domain}${path}`;
  }
}
