import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { isMap, parseDocument } from "yaml";

/** The builds that an environment is to serve, by service. */
export type Builds = Record<string, string>;

/** A stack's settings, `Pulumi.<stack>.yaml`. Comments and order survive a change. */
export class StackFile {
  readonly path: string;
  readonly #document: ReturnType<typeof parseDocument>;

  /** @throws when there is no such file, or it is no YAML */
  constructor(path: string) {
    this.path = path;
    this.#document = parseDocument(readFileSync(path, "utf8"));
    const [error] = this.#document.errors;
    if (error) throw new Error(`${path} is no YAML: ${error.message}`);
    if (!isMap(this.#document.get("config")))
      throw new Error(`${path} has no "config:": is it a stack's file?`);
  }

  /** A plain setting of the network's, such as `sharedFrom`. */
  setting(name: string): unknown {
    return this.#document.getIn(["config", `dialer:${name}`]);
  }

  /** Pins the builds that the stack serves, and saves the file. */
  pin(builds: Builds): void {
    this.#document.setIn(["config", "dialer:build"], this.#document.createNode(builds));
    const draft = `${this.path}.${process.pid}`;
    writeFileSync(draft, this.#document.toString());
    renameSync(draft, this.path);
  }
}
