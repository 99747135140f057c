import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { type Emulator, startEmulator, twilioClient } from "@dialer/emulator";
import { captured } from "../../packages/engine/cli/captured.ts";
import { embeddedEngine } from "../../scripts/pulumi.ts";
import { BenchProject } from "../project.ts";

/** A small network of `lists` credential lists, each with a credential and a domain of its own. */
const program = `
import * as twilio from "@pulumi/twilio";
import * as pulumi from ${JSON.stringify(fileURLToPath(new URL("../../pulumi.ts", import.meta.url)))};

for (let place = 0; place < Number(process.env.LAB_LISTS); place++) {
  const list = new twilio.sip.CredentialList(\`list-\${place}\`, { friendlyName: \`list-\${place}\`, adopt: true });
  new twilio.sip.Credential(\`credential-\${place}\`, {
    credentialListSid: list.sid, username: "phone", password: pulumi.secret("Abcdefgh1234"), adopt: true,
  });
  const domainName = \`lab-\${place}.sip.twilio.com\`;
  const friendlyName = process.env.LAB_WORD;
  const domain = new twilio.sip.Domain(\`domain-\${place}\`, { domainName, friendlyName, adopt: true });
  new twilio.sip.AuthCallsCredentialListMapping(\`mapping-\${place}\`, {
    domainSid: domain.sid, credentialListSid: list.sid, adopt: true,
  });
}
`;

const up = ["up", "--yes", "--skip-preview"];

/** What the program is to make: how many of each kind, and the name its domains have. */
export interface Wanted {
  lists: number;
  word: string;
}

/** When an engine dies: so many requests have been answered, and then so many milliseconds have passed. */
export interface Moment {
  requests: number;
  milliseconds: number;
}

/** A stack on a local Twilio whose engine is killed in the middle of its work. */
export class CrashLab {
  readonly #emulator: Emulator;
  readonly #project: BenchProject;

  private constructor(emulator: Emulator) {
    this.#emulator = emulator;
    const provider = { name: "twilio", path: "packages/provider" };
    this.#project = new BenchProject({ program, provider, env: emulator.env });
  }

  static async start(): Promise<CrashLab> {
    const lab = new CrashLab(await startEmulator({ latencyMs: 5 }));
    await lab.#pulumi(["stack", "init", "lab"], { lists: 0, word: "" });
    return lab;
  }

  async close(): Promise<void> {
    await this.#emulator.close();
    this.#project.remove();
  }

  /**
   * Kills an `up` (`kill -9`) and waits until none of the processes it started is left.
   * @returns whether it was killed before its end, and what was sent after its death
   */
  async crash(wanted: Wanted, moment: Moment): Promise<{ killed: boolean; lateRequests: number }> {
    const target = this.#emulator.requests.length + moment.requests;
    const child = this.#start([...up, "-s", "lab"], wanted);
    const ended = once(child, "close");
    let isRunning = true;
    void ended.then(() => {
      isRunning = false;
    });
    while (isRunning && this.#emulator.requests.length < target) await wait(2);
    await wait(moment.milliseconds);
    const killed = child.kill("SIGKILL");
    await ended;
    while (this.#processes().length > 0) await wait(2);
    const sent = this.#emulator.requests.length;
    await wait(2);
    return { killed, lateRequests: this.#emulator.requests.length - sent };
  }

  /**
   * Runs `up` to its end: there is nothing left to do then, and the account is as it should be. In this process, which saves the
   * start of two: only what is killed has to be one of its own.
   * @throws Error with what is wrong
   */
  async recover(wanted: Wanted): Promise<void> {
    await this.#pulumi([...up, "-s", "lab"], wanted);
    await this.#pulumi(["preview", "--expect-no-changes", "-s", "lab"], wanted);
    const faults = await this.#faults(wanted);
    if (faults.length > 0) throw new Error(`the account is not as it should be:\n${faults.join("\n")}`);
  }

  /** What is wrong with the account, looked at with Twilio's own client: what is missing, doubled, or left over. */
  async #faults({ lists, word }: Wanted): Promise<string[]> {
    const client = twilioClient(this.#emulator);
    const places = Array.from({ length: lists }, (_, place) => place);
    const found = await client.sip.credentialLists.list();
    const domains = await client.sip.domains.list();
    const within = await Promise.all([
      ...found.map(async ({ sid, friendlyName }) => {
        const credentials = await client.sip.credentialLists(sid).credentials.list();
        return `${unmarked(friendlyName)} with ${credentials.map(({ username }) => username)}`;
      }),
      ...domains.map(async ({ sid, domainName, friendlyName }) => {
        const mappings = await client.sip.domains(sid).auth.calls.credentialListMappings.list();
        return `${domainName} called ${unmarked(friendlyName)} for ${mappings.map((each) => unmarked(each.friendlyName))}`;
      }),
    ]);
    const wanted = places.flatMap((place) => [
      `list-${place} with phone`,
      `lab-${place}.sip.twilio.com called ${word} for list-${place}`,
    ]);
    return [
      ...wanted.filter((each) => !within.includes(each)).map((each) => `missing: ${each}`),
      ...within
        .filter((each, place) => !wanted.includes(each) || within.indexOf(each) !== place)
        .map((each) => `too much: ${each}`),
    ];
  }

  #start(args: string[], wanted: Wanted): ChildProcess {
    const { command, args: first } = embeddedEngine;
    return spawn(command, [...first, ...args], { ...this.#where(wanted), stdio: "ignore" });
  }

  async #pulumi(args: string[], wanted: Wanted): Promise<void> {
    const { code, stdout, stderr } = await captured(args, this.#where(wanted));
    if (code !== 0) throw new Error(`pulumi ${args.join(" ")} ended with ${code}:\n${stdout}${stderr}`);
  }

  #where({ lists, word }: Wanted) {
    const env = { ...this.#project.env, LAB_LISTS: String(lists), LAB_WORD: word };
    return { cwd: this.#project.folder, env };
  }

  /** Processes of the lab that live, where the system tells (Linux): by the backend in their environment. */
  #processes(): string[] {
    const mark = this.#project.env.PULUMI_BACKEND_URL ?? "";
    return readdirOrNothing("/proc").filter((pid) => {
      if (!/^\d+$/.test(pid) || Number(pid) === process.pid) return false;
      try {
        return readFileSync(`/proc/${pid}/environ`, "utf8").includes(mark);
      } catch {
        return false; // It has gone, or is somebody else's.
      }
    });
  }
}

/** Without the mark by which the provider knows its own again. */
function unmarked(name: string): string {
  return name.replace(/ \[pulumi:\w+\]$/, "");
}

function readdirOrNothing(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
