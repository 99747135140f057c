import { type ChildProcess, spawn } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { captured } from "../cli/captured.ts";
import type { PropertyMap } from "../property/value.ts";
import type { TestCall } from "./provider.ts";
import { type StoredWorld, TestWorld } from "./world.ts";

const here = fileURLToPath(new URL(".", import.meta.url));
const engineMain = fileURLToPath(new URL("../main.ts", import.meta.url));
const nodeModules = fileURLToPath(new URL("../../../node_modules", import.meta.url));

export interface CommandResult {
  code: number | null;
  out: string;
  err: string;
}

/** One line of a stack's history. */
export interface UpdateRecord {
  kind: string;
  result: string;
  /** Absent when nothing happened. */
  resourceChanges?: Record<string, number>;
}

export interface TestProjectOptions {
  /** Default `sample`. */
  name?: string;
  /** False: the engine starts the test provider as a process, as the CLI does. Default true. */
  hosted?: boolean;
}

/** A project on disk with a backend of its own and the test provider as a plugin, for commands in processes. */
export class TestProject {
  readonly folder = mkdtempSync(join(tmpdir(), "engine-project-"));
  readonly worldFile = join(this.folder, "world.json");
  readonly env: NodeJS.ProcessEnv;

  readonly name: string;

  /** @param program lines of index.ts; `Thing`, `Group` and `pulumi` are there */
  constructor(program: string, { name = "sample", hosted = true }: TestProjectOptions = {}) {
    const plugin = join(here, hosted ? "hosted" : "plugin");
    this.name = name;
    this.env = {
      ...process.env,
      PULUMI_BACKEND_URL: `file://${join(this.folder, "backend")}`,
      PULUMI_HOME: join(this.folder, "home"),
      PULUMI_CONFIG_PASSPHRASE: "passphrase",
      PULUMI_SKIP_UPDATE_CHECK: "true",
      TEST_WORLD: this.worldFile,
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(tmpdir(), "engine-compile-cache"),
    };
    mkdirSync(join(this.folder, "backend"));
    symlinkSync(nodeModules, join(this.folder, "node_modules"));
    writeFileSync(join(this.folder, "package.json"), '{"type":"module","main":"index.ts"}');
    writeFileSync(
      join(this.folder, "Pulumi.yaml"),
      `name: ${name}\nruntime: {name: nodejs, options: {typescript: false}}\nmain: index.ts\n` +
        `plugins: {providers: [${["test", "other"].map((of) => `{name: ${of}, path: ${plugin}}`)}]}\n`,
    );
    this.write(program);
  }

  write(program: string): void {
    const [sdk, resources] = ["pulumi.ts", "resource.ts"].map((name) => JSON.stringify(join(here, name)));
    writeFileSync(
      join(this.folder, "index.ts"),
      `import * as pulumi from ${sdk};\nimport { Group, Thing } from ${resources};\n${program}\n`,
    );
  }

  /** Runs a command of the engine: in this process, but for one that dies or is signalled. */
  async engine(command: string, env: NodeJS.ProcessEnv = {}): Promise<CommandResult> {
    if (env.TEST_DIES ?? env.TEST_INTERRUPTED) return finished(this.start(command, env));
    const where = { cwd: this.folder, env: { ...this.env, ...env } };
    const { code, stdout, stderr } = await captured(command.split(" "), where);
    return { code, out: stdout, err: stderr };
  }

  /** Starts a command of the engine in a process of its own, to be signalled while it runs, or to die. */
  start(command: string, env: NodeJS.ProcessEnv = {}): ChildProcess {
    return this.#spawn(process.execPath, [engineMain, ...command.split(" ")], env);
  }

  /** Runs a command of the real Pulumi CLI. */
  pulumi(command: string, env: NodeJS.ProcessEnv = {}): Promise<CommandResult> {
    return finished(this.#spawn("pulumi", [...command.split(" "), "--non-interactive"], env));
  }

  #spawn(file: string, args: string[], env: NodeJS.ProcessEnv): ChildProcess {
    const child = spawn(file, args, { cwd: this.folder, env: { ...this.env, ...env } });
    writeFileSync(`${this.worldFile}.engine`, String(child.pid));
    return child;
  }

  /** What exists in the provider's world. */
  world(): StoredWorld["things"] {
    return this.#world().toJSON().things;
  }

  /** Changes a resource behind the engine's back. */
  changeWorld(name: string, properties: PropertyMap | null): void {
    const world = this.#world();
    world.disturb({ [name]: properties });
    writeFileSync(this.worldFile, JSON.stringify(world));
  }

  #world(): TestWorld {
    if (!existsSync(this.worldFile)) return new TestWorld();
    return TestWorld.fromJSON(JSON.parse(readFileSync(this.worldFile, "utf8")) as StoredWorld);
  }

  /** Lets the create that waits at TEST_GATE go on. */
  openGate(name: string): void {
    writeFileSync(`${this.worldFile}.${name}`, "");
  }

  /** What the history says of the last operation. */
  lastUpdate(stack: string): UpdateRecord {
    return JSON.parse(readFileSync(this.updates(stack).at(-1) ?? "", "utf8"));
  }

  /** The history's files, one an operation, the oldest first. */
  updates(stack: string): string[] {
    const folder = join(this.folder, "backend", ".pulumi", "history", this.name, stack);
    return readdirSync(folder)
      .filter((name) => name.endsWith(".history.json"))
      .sort()
      .map((name) => join(folder, name));
  }

  /** The calls that the provider got, and forgets them. */
  takeCalls(): Omit<TestCall, "inputs">[] {
    const file = `${this.worldFile}.calls`;
    if (!existsSync(file)) return [];
    const lines = readFileSync(file, "utf8").trim().split("\n");
    rmSync(file);
    return lines.map((line) => JSON.parse(line));
  }

  /** Process ids of the plugins that were started and live. */
  livePlugins(): number[] {
    const file = `${this.worldFile}.pids`;
    const pids = existsSync(file) ? readFileSync(file, "utf8").trim().split("\n").map(Number) : [];
    return pids.filter(isAlive);
  }

  /** The stack's file. */
  stateFile(stack: string): string {
    return join(this.folder, "backend", ".pulumi", "stacks", this.name, `${stack}.json`);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Waits for a process and gives what it wrote. */
export function finished(child: ChildProcess): Promise<CommandResult> {
  let out = "";
  let err = "";
  child.stdout?.on("data", (chunk) => {
    out += chunk;
  });
  child.stderr?.on("data", (chunk) => {
    err += chunk;
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, out, err }));
  });
}

/** True where a real `pulumi` is on PATH. */
export function hasPulumi(): boolean {
  return (process.env.PATH ?? "")
    .split(delimiter)
    .some(
      (folder) => folder !== "" && !folder.includes("node_modules") && existsSync(join(folder, "pulumi")),
    );
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
