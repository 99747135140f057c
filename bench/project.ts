import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { embeddedEngine, type PulumiCommand, pulumiEnvironment } from "../scripts/pulumi.ts";
import { type Measured, measure } from "./measure.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const alone = fileURLToPath(new URL("alone.ts", import.meta.url));

export interface ProjectOptions {
  /** Text of index.ts. */
  program: string;
  /** The package of the resources, and the folder of its plugin from the root of this repository. */
  provider: { name: string; path: string };
  /** Beside what a shell has. */
  env?: NodeJS.ProcessEnv;
  /** How many resources are worked on at once. Default 8. */
  parallel?: number;
}

/** A project in a temporary folder, with state of its own, on which commands are measured. */
export class BenchProject {
  readonly folder = mkdtempSync(join(tmpdir(), "bench-"));
  readonly env: NodeJS.ProcessEnv;
  readonly #parallel: number;

  constructor({ program, provider, env = {}, parallel = 8 }: ProjectOptions) {
    const backend = join(this.folder, "backend");
    this.#parallel = parallel;
    this.env = {
      ...pulumiEnvironment(),
      PULUMI_BACKEND_URL: `file://${backend}`,
      PULUMI_CONFIG_PASSPHRASE: "bench",
      PULUMI_SKIP_UPDATE_CHECK: "true",
      ...env,
    };
    mkdirSync(backend);
    symlinkSync(join(root, "node_modules"), join(this.folder, "node_modules"));
    writeFileSync(join(this.folder, "package.json"), '{"type":"module","main":"index.ts"}');
    writeFileSync(
      join(this.folder, "Pulumi.yaml"),
      "name: bench\nruntime: {name: nodejs, options: {typescript: false}}\nmain: index.ts\n" +
        `plugins: {providers: [{name: ${provider.name}, path: ${JSON.stringify(join(root, provider.path))}}]}\n`,
    );
    this.write("index.ts", program);
  }

  /** Writes a file of the project. */
  write(name: string, text: string): void {
    const path = join(this.folder, name);
    mkdirSync(join(path, ".."), { recursive: true });
    writeFileSync(path, text);
  }

  rename(name: string, other: string): void {
    renameSync(join(this.folder, name), join(this.folder, other));
  }

  /** Makes a stack for a command to work on: one for each command, so that they may be measured side by side. */
  async stack(pulumi: PulumiCommand = embeddedEngine): Promise<BenchStack> {
    const stack = new BenchStack(this, pulumi, this.#parallel);
    await measure({ ...stack.command("stack", "init", stack.name), cwd: this.folder, env: this.env });
    return stack;
  }

  /** The program against a monitor that does nothing; `wall` without the monitor's own start. */
  async alone(): Promise<Measured> {
    const args = [alone, this.folder, String(this.#parallel)];
    const measured = await measure({ command: process.execPath, args, cwd: this.folder, env: this.env });
    return { ...measured, wall: Number(measured.stdout) };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** One stack of a project, and the command that works on it. */
export class BenchStack {
  readonly name: string;
  readonly #project: BenchProject;
  readonly #pulumi: PulumiCommand;
  readonly #parallel: number;

  constructor(project: BenchProject, pulumi: PulumiCommand, parallel: number) {
    this.name = pulumi.real ? "cli" : "engine";
    this.#project = project;
    this.#pulumi = pulumi;
    this.#parallel = parallel;
  }

  preview(...flags: string[]): Promise<Measured> {
    return this.#measure("preview", ...flags);
  }

  up(...flags: string[]): Promise<Measured> {
    return this.#measure("up", "--yes", "--skip-preview", ...flags);
  }

  refresh(...flags: string[]): Promise<Measured> {
    return this.#measure("refresh", ...flags);
  }

  destroy(): Promise<Measured> {
    return this.#measure("destroy", "--yes", "--skip-preview");
  }

  /** One of the stack's outputs, as text. */
  async output(name: string): Promise<string> {
    const { folder: cwd, env } = this.#project;
    const { stdout } = await measure({
      ...this.command("stack", "output", name, "--stack", this.name),
      cwd,
      env,
    });
    return stdout;
  }

  #measure(verb: string, ...flags: string[]): Promise<Measured> {
    const { folder: cwd, env } = this.#project;
    const parallel = ["--parallel", String(this.#parallel)];
    return measure({ ...this.command(verb, "--stack", this.name, ...parallel, ...flags), cwd, env });
  }

  /** How the command is started. */
  command(...args: string[]): PulumiCommand {
    return { ...this.#pulumi, args: [...this.#pulumi.args, ...args, "--non-interactive"] };
  }
}
