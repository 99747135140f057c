import { type Routes, routesPath } from "../../../systems/router/routes.ts";
import { longestRoutes, type SavedVersion } from "../../../systems/router/versions.ts";
import { readAsset } from "../runtime/assets.ts";
import type { Context } from "../runtime/runtime.ts";
import { type Admin, Refused } from "./admin.ts";
import { type Build, isBesides, RouteBuilds, routesIn } from "./builds.ts";
import { RouteVersions, type Version } from "./versions.ts";

/** How far a version is: `deployed` is what calls are answered by. */
export type Progress = "building" | "completed" | "failed" | "deployed";

/** For how long somebody who has saved routes has the others wait for their publishing, in milliseconds. */
const publishTime = 120_000;

export interface Draft {
  routes: Routes;
  /** The number of the version that was changed. */
  base: number;
  comment: string;
  /** The number of the version whose routes these are again. */
  undoes?: number;
}

/** Routes on their way from an administrator to the calls: saved, built, published. */
export class Publishing {
  readonly versions: RouteVersions;
  readonly #builds: RouteBuilds;

  constructor(context: Context) {
    this.versions = new RouteVersions(context);
    this.#builds = new RouteBuilds(context);
  }

  /**
   * The latest version, if any was saved, and the build that is served. Should it be the latest version's, without its
   * being written down, that is made up for.
   */
  async now(): Promise<{ latest: Version | undefined; live: Build }> {
    const [latest, live] = await Promise.all([this.versions.latest(), this.#builds.live()]);
    if (!latest?.data.publishing || !isLive(latest, live)) return { latest, live };
    return { latest: await this.#writeDown(latest), live };
  }

  /**
   * Saves routes as the next version, and has them built.
   * @throws {Refused} `changed` or `publishing`; nothing is saved then
   */
  async save({ routes, base, comment, undoes }: Draft, { name: who }: Admin): Promise<SavedVersion> {
    const text = JSON.stringify(routes);
    if (Buffer.byteLength(text) > longestRoutes)
      throw new Refused(
        400,
        "invalid",
        `All routes together are longer than ${longestRoutes} bytes of JSON.`,
      );
    const { latest, live } = await this.now();
    refuseIfChanged(base, latest);
    if (latest) await this.#refuseIfPublishing(latest, live, who);
    else await this.#keepFirst(live);
    const asset = await this.#builds.upload(text, routesIn(live));
    const parts = await this.versions.keep(asset, text);
    const when = new Date().toISOString();
    const saved: SavedVersion = { number: base + 1, asset, parts, who, when, comment };
    if (undoes !== undefined) saved.undoes = undoes;
    if (!(await this.versions.add(saved))) throw changed(await this.versions.latest());
    const version = await this.versions.find(saved.number);
    // It is saved: whoever asks for its status has the build started that could not be now.
    if (version) await this.#built(version, live).catch((error) => console.error("build:", String(error)));
    return saved;
  }

  /** How far the latest version is. A build that is missing, or was made beside other functions, is made again. */
  async progress(number: number): Promise<Progress> {
    const { latest, live } = await this.now();
    refuseIfChanged(number, latest);
    if (!latest || isLive(latest, live)) return "deployed";
    return (await this.#built(latest, live)).status;
  }

  /**
   * Publishes the latest version: from then on calls are answered by it.
   * @throws {Refused} `changed`, `building` or `failed`
   */
  async publish(number: number, { name: who }: Admin): Promise<void> {
    const { latest, live } = await this.now();
    refuseIfChanged(number, latest);
    if (!latest || isLive(latest, live)) return;
    const build = await this.#built(latest, live);
    if (build.status === "failed")
      throw new Refused(409, "failed", "Twilio could not build these routes. Save them again.");
    const notYet = new Refused(409, "building", "Not built yet. Ask for the status, then publish again.");
    if (build.status !== "completed") throw notYet;
    const publishing = { who, when: new Date().toISOString() };
    await this.versions.amend(latest, { publishing });
    if (!(await this.#builds.replace(live, build.sid))) throw notYet;
    await this.#writeDown({ ...latest, data: { ...latest.data, publishing } });
  }

  /** Writes down that a version was published by who was publishing it. It is published, whether that fails or not. */
  async #writeDown(version: Version): Promise<Version> {
    const { publishing: published } = version.data;
    const done = { published, publishing: undefined };
    await this.versions
      .amend(version, done)
      .catch((error) => console.error("publish: it is not written down who has published:", String(error)));
    return { ...version, data: { ...version.data, ...done } };
  }

  /** The build of a version beside what is served: the one it has, or a new one. */
  async #built(version: Version, live: Build): Promise<Build> {
    const { build: sid, asset } = version.data;
    const known = sid === undefined ? undefined : await this.#builds.find(sid);
    if (known && isBesides(known, live)) return known;
    const build = await this.#builds.start(live, asset);
    await this.versions.amend(version, { build: build.sid });
    return build;
  }

  async #refuseIfPublishing(latest: Version, live: Build, who: string): Promise<void> {
    const { data } = latest;
    const isRecent = Date.now() - Date.parse(data.when) < publishTime;
    if (!isRecent || data.who === who || isLive(latest, live)) return;
    const build = data.build === undefined ? undefined : await this.#builds.find(data.build);
    if (build?.status === "failed") return;
    const message = `${data.who} is publishing version ${data.number}. Wait until that is done.`;
    throw new Refused(409, "publishing", message, { latest: told(data) });
  }

  /** What the stack brought up becomes version 0: it can be gone back to. */
  async #keepFirst(live: Build): Promise<void> {
    const asset = routesIn(live).sid;
    const parts = await this.versions.keep(asset, readAsset(routesPath));
    const when = new Date().toISOString();
    await this.versions.add({ number: 0, asset, parts, who: "the stack", when, comment: "as brought up" });
  }
}

/** Whether calls are answered by a version. */
export function isLive({ data }: Version, live: Build): boolean {
  return data.asset === routesIn(live).sid;
}

/** What administrators see of a version. */
export function told({ number, who, when, comment, undoes, published }: SavedVersion) {
  return { number, who, when, comment, undoes, published };
}

function refuseIfChanged(number: number, latest: Version | undefined): void {
  if (number !== (latest?.data.number ?? 0)) throw changed(latest);
}

function changed(latest: Version | undefined): Refused {
  const message = latest
    ? `${latest.data.who} has saved version ${latest.data.number} meanwhile. Load it and make your change again.`
    : "No version was saved yet: the number is 0. Load the routes again.";
  return new Refused(409, "changed", message, { latest: latest && told(latest.data) });
}
