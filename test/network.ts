import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { type Emulator, type EmulatorOptions, startEmulator, twilioClient } from "@dialer/emulator";
import { captured } from "@dialer/engine/cli";
import { z } from "zod";
import type { SystemName } from "../bundle/services.ts";
import { root, Workspace } from "../demo/workspace.ts";
import { embeddedEngine, type PulumiCommand } from "../scripts/pulumi.ts";

const counts = z.record(z.string(), z.number());
const accounts = z.record(
  z.string(),
  z.object({ domain: z.string(), username: z.string(), password: z.string(), callerId: z.string() }),
);
export type Accounts = z.infer<typeof accounts>;

export interface TestNetworkOptions extends EmulatorOptions {
  /** What works on it; the embedded engine unless given. */
  pulumi?: PulumiCommand;
}

/** A copy of the network in a temporary folder, and a Twilio of its own to live on. */
export class TestNetwork {
  readonly emulator: Emulator;
  readonly workspace: Workspace;
  readonly #folder: string;

  private constructor(emulator: Emulator, pulumi: PulumiCommand) {
    this.emulator = emulator;
    this.#folder = mkdtempSync(join(tmpdir(), "dialer-"));
    this.workspace = new Workspace(join(this.#folder, "demo"), emulator.env, pulumi);
  }

  /** Starts one; whoever does must {@link close} it. */
  static async start({ pulumi = embeddedEngine, ...options }: TestNetworkOptions = {}): Promise<TestNetwork> {
    const emulator = await startEmulator({ buildMs: 20, emergencyMs: 20, messageMs: 20, ...options });
    return new TestNetwork(emulator, pulumi);
  }

  async close(): Promise<void> {
    await this.emulator.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** From here on another command works on the same stacks; the embedded engine unless given. */
  handOver(pulumi: PulumiCommand = embeddedEngine): void {
    this.workspace.command = pulumi;
  }

  /** Twilio's own client on the emulated account: tests look at the world through it, not through the provider. */
  get client() {
    return twilioClient(this.emulator);
  }

  /** Runs a command that must succeed. */
  async pulumi(...args: string[]): Promise<string> {
    const { code, stdout, stderr } = await this.#run(args);
    if (code !== 0) throw new Error(`pulumi ${args.join(" ")} ended with ${code}:\n${stdout}\n${stderr}`);
    return stdout;
  }

  /** The embedded engine runs in this process, which spares each command its start; programs and plugins have their own. */
  async #run(args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
    const { command, directory: cwd, env } = this.workspace;
    if (command !== embeddedEngine) return this.workspace.pulumi(args);
    return captured(args, { cwd, env });
  }

  /** Runs the operator's command in the copy; it must succeed. */
  async dialer(...args: string[]): Promise<string> {
    const run = promisify(execFile);
    const main = join(root, "cli", "main.ts");
    const { directory: cwd, env } = this.workspace;
    return (await run(process.execPath, [main, ...args], { cwd, env })).stdout;
  }

  /** Runs a command that must fail, and gives back all it says. */
  async refused(...args: string[]): Promise<string> {
    const { code, stdout, stderr } = await this.#run(args);
    if (code === 0) throw new Error(`pulumi ${args.join(" ")} succeeded, but should not have:\n${stdout}`);
    return `${stdout}\n${stderr}`;
  }

  /** Brings stacks up, made first where they are new. */
  async up(...stacks: string[]): Promise<void> {
    for (const stack of stacks) {
      const isNew = !existsSync(join(this.state, "stacks", "dialer", `${stack}.json`));
      if (isNew) await this.pulumi("stack", "init", stack);
      await this.pulumi("up", "-s", stack, "--yes", "--skip-preview");
    }
  }

  /** How many resources the last update of a stack changed in which way, as its history says. */
  changes(stack: string): Record<string, number> {
    const folder = join(this.state, "history", "dialer", stack);
    const newest = readdirSync(folder)
      .filter((name) => name.endsWith(".history.json"))
      .sort()
      .at(-1);
    if (!newest) throw new Error(`stack ${stack} has no history`);
    return counts.parse(JSON.parse(readFileSync(join(folder, newest), "utf8")).resourceChanges ?? {});
  }

  /** Folder of the stacks' state. */
  get state(): string {
    return join(this.#folder, "demo", "state", ".pulumi");
  }

  /** One of a stack's outputs, secrets in plain. */
  async output(stack: string, name: string): Promise<unknown> {
    return JSON.parse(await this.pulumi("stack", "output", name, "--json", "--show-secrets", "-s", stack));
  }

  /** What a stack tells of a system beside its phones. */
  async system(stack: string, name: SystemName): Promise<unknown> {
    return z.record(z.string(), z.unknown()).parse(await this.output(stack, "systems"))[name];
  }

  /** The phones of a stack, by extension. */
  async phones(stack: string): Promise<Accounts> {
    return accounts.parse(await this.output(stack, "clients"));
  }

  /** Changes a file of the network. */
  edit(file: string, change: (text: string) => string): void {
    const path = join(this.workspace.directory, file);
    const before = readFileSync(path, "utf8");
    const after = change(before);
    if (after === before) throw new Error(`nothing changed in ${file}: the test no longer fits the file`);
    writeFileSync(path, after);
  }

  /** Gives every stack of the network a system beside its phones, with what it needs in its environments' files. */
  enable(system: SystemName, secrets: Record<string, string> = {}): void {
    const lines = Object.entries(secrets).map(([name, value]) => `${name}=${value}`);
    for (const stack of ["stage", "prod"]) {
      const listed = (text: string) => /dialer:systems: \[(.*)\]/.exec(text)?.[1];
      this.edit(`Pulumi.${stack}.yaml`, (text) => {
        const others = listed(text);
        const systems = `dialer:systems: [${others ? `${others}, ` : ""}${system}]`;
        return others === undefined
          ? text.replace("config:", `config:\n  ${systems}`)
          : text.replace(/dialer:systems: .*/, systems);
      });
      if (lines.length > 0) this.edit(`.env.${stack}`, (text) => `${text}\n${lines.join("\n")}\n`);
    }
  }

  /** The requests of what a piece of work sends to Twilio, as `POST sync.twilio.com/v1/...`. */
  async requestsDuring(work: () => Promise<unknown>): Promise<string[]> {
    const before = this.emulator.requests.length;
    await work();
    return this.emulator.requests.slice(before).map(({ method, host, path }) => `${method} ${host}${path}`);
  }
}
