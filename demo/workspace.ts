import { spawn } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { findPulumi, type PulumiCommand, pulumiEnvironment } from "../scripts/pulumi.ts";

export const root = fileURLToPath(new URL("..", import.meta.url));

/** What a network consists of: everything else at the root is tools and tests. */
const network =
  /^(Pulumi.*\.yaml|package\.json|[a-z]+\.ts|\.env\.sample|components|dialplan|bundle|functions|assets|systems)$/;

/** A copy of the network to play with: its stacks, settings and state stand in one folder that can be thrown away. */
export class Workspace {
  readonly directory: string;
  /** What a shell needs so that `pulumi`, `dialer` and `emulator` work on this copy. */
  readonly variables: Record<string, string>;
  /** The same, and everything else that this process has. */
  readonly env: NodeJS.ProcessEnv;
  /** The command that works on it. */
  command: PulumiCommand;

  /**
   * @param parent folder to (re)make: whatever stands in it is removed
   * @param env how to reach Twilio: `TWILIO_API_URL`, `TWILIO_ACCOUNT_SID`, `TWILIO_AUTH_TOKEN`
   * @param pulumi the command that works on the copy
   */
  constructor(parent: string, env: Record<string, string>, pulumi: PulumiCommand = findPulumi()) {
    this.command = pulumi;
    this.directory = join(parent, "network");
    rmSync(parent, { recursive: true, force: true });
    mkdirSync(join(parent, "state"), { recursive: true });
    mkdirSync(join(parent, "bin"));
    mkdirSync(this.directory);
    for (const name of readdirSync(root).filter((each) => network.test(each))) {
      cpSync(join(root, name), join(this.directory, name), { recursive: true });
    }
    for (const shared of ["packages", "node_modules"])
      symlinkSync(join(root, shared), join(this.directory, shared));
    const variables = readFileSync(join(root, ".env.sample"), "utf8").replace(
      /^(ALERT_NUMBERS=)$/m,
      "$1+15035550190",
    );
    for (const environment of ["stage", "prod"]) {
      writeFileSync(join(this.directory, `.env.${environment}`), variables);
    }
    const commands = {
      pulumi: [pulumi.command, ...pulumi.args],
      dialer: [process.execPath, join(root, "cli/main.ts")],
      emulator: [process.execPath, join(root, "packages/emulator/main.ts")],
    };
    for (const [name, command] of Object.entries(commands)) {
      const words = command.map((word) => `"${word}"`).join(" ");
      writeFileSync(join(parent, "bin", name), `#!/bin/sh\nexec ${words} "$@"\n`, { mode: 0o755 });
    }

    const environment = pulumiEnvironment();
    this.variables = {
      ...env,
      PULUMI_BACKEND_URL: `file://${join(parent, "state")}`,
      PULUMI_CONFIG_PASSPHRASE: "demo",
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PATH: `${join(parent, "bin")}${delimiter}${environment.PATH}`,
    };
    this.env = { ...environment, ...this.variables };
  }

  /**
   * Runs `pulumi` in the copy.
   * @param show whether a person watches: its output goes to this terminal as it comes
   * @returns its exit code and what it wrote
   */
  async pulumi(
    args: string[],
    { show = false } = {},
  ): Promise<{ code: number; stdout: string; stderr: string }> {
    const { command, args: first } = this.command;
    const child = spawn(command, [...first, ...args], {
      cwd: this.directory,
      env: this.env,
      stdio: show ? "inherit" : ["ignore", "pipe", "pipe"],
    });
    let stdout = "";
    let stderr = "";
    child.stdout?.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
    });
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
    });
    const code = await new Promise<number>((resolve, reject) => {
      child.on("error", reject);
      child.on("close", (exit) => resolve(exit ?? 1));
    });
    return { code, stdout, stderr };
  }
}
