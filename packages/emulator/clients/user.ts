import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { stripVTControlCharacters } from "node:util";
import type { Emulator } from "../index.ts";

const modules = fileURLToPath(new URL("./node_modules/", import.meta.url));
const serverlessPlugin = "@twilio-labs/plugin-serverless";

/** What a client printed, on both streams, and how it ended. */
export interface Ended {
  code: number;
  output: string;
}

/** A user of an emulator: a home of their own, Twilio's clients as the registry has them, and the proxy's variables. */
export class User {
  /** Where they are; removed in the end. */
  readonly home: string;
  readonly #environment: Record<string, string>;

  private constructor(home: string, environment: Record<string, string>) {
    this.home = home;
    this.#environment = environment;
  }

  /** Gives somebody a home, with twilio-cli's serverless plugin linked as `twilio plugins:link` does it. */
  static async of(emulator: Emulator): Promise<User> {
    if (!existsSync(modules)) {
      throw new Error(
        "the clients are not installed: run `node scripts/ready.mjs . packages/emulator/clients`",
      );
    }
    const home = await mkdtemp(join(tmpdir(), "twilio-user-"));
    await mkdir(join(home, ".twilio-cli"));
    const plugins = [{ type: "link", name: serverlessPlugin, root: join(modules, serverlessPlugin) }];
    await writeFile(
      join(home, ".twilio-cli", "package.json"),
      JSON.stringify({ private: true, oclif: { schema: 1, plugins }, dependencies: {} }),
    );
    return new User(home, {
      ...(await emulator.proxyEnvironment()),
      TWILIO_ACCOUNT_SID: emulator.accountSid,
      TWILIO_AUTH_TOKEN: emulator.authToken,
      HOME: home,
      USERPROFILE: home,
      PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
      TWILIO_SKIP_NEW_VERSION_CHECK: "true",
      TWILIO_DISABLE_AUTOUPDATE: "true",
      NODE_COMPILE_CACHE: join(tmpdir(), "twilio-clients-compiled"),
    });
  }

  /** Runs a command of twilio-cli, such as `api:core:sip:domains:list`. */
  twilio(...parameters: string[]): Promise<Ended> {
    return this.run(join(modules, "twilio-cli", "bin", "run"), ...parameters);
  }

  /** Runs a program with Node, in their home. */
  run(program: string, ...parameters: string[]): Promise<Ended> {
    return new Promise((resolve) => {
      execFile(
        process.execPath,
        [program, ...parameters],
        { cwd: this.home, env: this.#environment },
        (error, stdout, stderr) => {
          const code = error ? Number(error.code ?? 1) : 0;
          resolve({ code, output: stripVTControlCharacters(stdout + stderr) });
        },
      );
    });
  }

  /** Writes a project of functions and assets into their home. */
  async write(files: Record<string, string>): Promise<void> {
    for (const [path, content] of Object.entries(files)) {
      const file = join(this.home, path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, content);
    }
  }

  /** Leaves nothing behind. */
  leave(): Promise<void> {
    return rm(this.home, { recursive: true, force: true });
  }
}
