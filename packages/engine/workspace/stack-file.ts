import { existsSync, readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { Document, parseDocument } from "yaml";
import { z } from "zod";
import { writeDurably } from "../backend/files.ts";
import type { ConfigPath } from "./config-key.ts";
import type { ConfigValue } from "./config-value.ts";
import type { Project } from "./project.ts";

const content = z.strictObject({
  config: z.record(z.string(), z.custom<ConfigValue>()).nullish(),
  encryptionsalt: z.string().optional(),
});

/**
 * A stack's settings: `Pulumi.<stack>.yaml`. Edits keep its comments and its order.
 * {@link https://www.pulumi.com/docs/iac/concepts/config/}
 */
export class StackFile {
  readonly path: string;
  readonly #document: Document;

  constructor(path: string, document: Document) {
    this.path = path;
    this.#document = document;
  }

  /** The config, by `<namespace>:<name>`. A key without a namespace is the project's. */
  config(project: string): Record<string, ConfigValue> {
    const { config } = this.#content();
    return Object.fromEntries(
      Object.entries(config ?? {}).map(([key, value]) => [
        key.includes(":") ? key : `${project}:${key}`,
        value,
      ]),
    );
  }

  get encryptionSalt(): string | undefined {
    return this.#content().encryptionsalt;
  }

  set encryptionSalt(salt: string) {
    this.#document.set("encryptionsalt", salt);
  }

  /** @param path the key as it stands in the file, then where inside its value */
  setConfig(path: ConfigPath, value: ConfigValue): void {
    this.#document.setIn(["config", ...path], this.#document.createNode(value));
  }

  /** Returns false when there was nothing to remove. */
  removeConfig(path: ConfigPath): boolean {
    if (!this.#document.hasIn(["config", ...path])) return false;
    this.#document.deleteIn(["config", ...path]);
    if (Object.keys(this.#content().config ?? {}).length === 0) this.#document.delete("config");
    return true;
  }

  async save(): Promise<void> {
    const text = this.#document.contents === null ? "" : this.#document.toString({ lineWidth: 0 });
    // A source file like any other, under version control: readable as such.
    await writeDurably(this.path, [Buffer.from(text)], { mode: 0o644 });
  }

  async remove(): Promise<void> {
    await rm(this.path, { force: true });
  }

  #content(): z.infer<typeof content> {
    return parseContent(this.#document, this.path);
  }
}

function parseContent(document: Document, path: string): z.infer<typeof content> {
  const result = content.safeParse(document.toJS() ?? {});
  if (result.success) return result.data;
  throw new Error(
    `${path} holds what this engine does not support (it knows "config" and "encryptionsalt"):\n${z.prettifyError(result.error)}`,
  );
}

/**
 * A stack's file, which need not exist yet.
 * @param configFile path of another file to use, relative to `cwd` (`--config-file`)
 * @throws Error that names the file when it is not YAML or holds what this engine does not know
 */
export function loadStackFile(project: Project, stack: string, cwd: string, configFile?: string): StackFile {
  const path =
    configFile === undefined
      ? join(project.folder, project.stackConfigDir ?? "", `Pulumi.${stack}.yaml`)
      : resolve(cwd, configFile);
  if (!existsSync(path)) return new StackFile(path, new Document());
  const document = parseDocument(readFileSync(path, "utf8"));
  const [error] = document.errors;
  if (error !== undefined) throw new Error(`${path} is not YAML: ${error.message}`);
  parseContent(document, path);
  return new StackFile(path, document);
}
