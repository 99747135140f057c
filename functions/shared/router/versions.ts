import { routesPath } from "../../../systems/router/routes.ts";
import {
  contentPart,
  contentsMap,
  pack,
  partKey,
  type SavedVersion,
  savedVersion,
  unpack,
  versionKey,
  versionsMap,
} from "../../../systems/router/versions.ts";
import { readAsset } from "../runtime/assets.ts";
import type { Context } from "../runtime/runtime.ts";
import { type Revised, Sync } from "../twilio/sync.ts";

/** A saved version in its revision. */
export type Version = Revised<SavedVersion>;

const nameOf = (number: number) => `Maps/${versionsMap}/Items/${versionKey(number)}`;

/**
 * All versions of the routes that were ever saved, in Sync. A version is saved by taking the next number, which only
 * one can: there is no moment between looking and saving in which somebody else's could be lost.
 */
export class RouteVersions {
  readonly #sync: Sync;

  constructor(context: Context) {
    this.#sync = new Sync(context);
  }

  /** The latest one; nothing if none was ever saved. */
  async latest(): Promise<Version | undefined> {
    return (await this.#sync.newest(versionsMap, savedVersion, 1))[0];
  }

  find(number: number): Promise<Version | undefined> {
    return this.#sync.read(nameOf(number), savedVersion);
  }

  /** At most fifty versions, the latest first. */
  async before(number?: number): Promise<SavedVersion[]> {
    const key = number === undefined ? undefined : versionKey(number);
    return (await this.#sync.newest(versionsMap, savedVersion, 50, key)).map(({ data }) => data);
  }

  /** Keeps what an asset version says. Gives the number of parts. */
  async keep(asset: string, text: string): Promise<number> {
    const parts = await pack(text);
    await Promise.all(
      parts.map((part, index) => this.#sync.add(contentsMap, partKey(asset, index), { part })),
    );
    return parts.length;
  }

  /** What a version says; without one, which is before any was saved, what the stack brought up. */
  async textOf(version: Version | undefined): Promise<string> {
    if (!version) return readAsset(routesPath);
    const { asset, parts } = version.data;
    const names = Array.from(
      { length: parts },
      (_, index) => `Maps/${contentsMap}/Items/${partKey(asset, index)}`,
    );
    const read = await Promise.all(names.map((name) => this.#sync.read(name, contentPart)));
    if (read.includes(undefined)) throw new Error(`a part of ${asset} is missing`);
    return unpack(read.map((found) => found?.data.part ?? ""));
  }

  /** Takes the number of a version. Gives whether it was still free. */
  add(version: SavedVersion): Promise<boolean> {
    return this.#sync.add(versionsMap, versionKey(version.number), version);
  }

  /** Adds to what is known of a version, whatever somebody else has added meanwhile. */
  async amend({ data, revision }: Version, more: Partial<SavedVersion>): Promise<void> {
    const name = nameOf(data.number);
    if (await this.#sync.write(name, { ...data, ...more }, revision)) return;
    const now = await this.#sync.read(name, savedVersion);
    if (now) await this.amend(now, more);
  }
}
