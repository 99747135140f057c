import type { Faults } from "../faults/faults.ts";
import type { Functions } from "../functions/gateway.ts";
import type { Messages } from "../messages/index.ts";
import { openAccount } from "../nouns/account.ts";
import type { Platform } from "../platform.ts";
import type { JournalEntry } from "../rest/journal.ts";
import type { Voice } from "../voice/index.ts";
import { type Keeper, StateFolder } from "./folder.ts";
import { type Account, restoreSnapshot, type Snapshot, snapshotSchema, takeSnapshot } from "./snapshot.ts";

/** Everything that remembers something. */
export interface MemoryParts {
  platform: Platform;
  voice: Voice;
  messages: Messages;
  functions: Functions;
  faults: Faults;
  journal: JournalEntry[];
}

/** All that an emulator remembers, as one thing: to forget, to write down, to take on, to keep. */
export class Memory implements Keeper {
  /** The account it begins with, whose credentials are told to clients. */
  account: Account;
  readonly #parts: MemoryParts;
  readonly #given: Partial<Account>;
  #folder: StateFolder | undefined;
  #wasLoaded = false;

  /** @param given what the account must be; the rest is drawn */
  constructor(parts: MemoryParts, given: Partial<Account>) {
    this.#parts = parts;
    this.#given = given;
    this.account = this.#open();
  }

  /** Whether its folder had a state. */
  get wasLoaded(): boolean {
    return this.#wasLoaded;
  }

  /** Takes a folder into use, and loads what it keeps. */
  async load(path: string): Promise<void> {
    const folder = await StateFolder.open(path);
    const state = folder.load();
    if (state !== undefined) {
      const { account } = snapshotSchema.parse(state);
      const { accountSid = account.accountSid } = this.#given;
      if (accountSid !== account.accountSid) {
        throw new Error(
          `${path} keeps the account ${account.accountSid}, not ${accountSid}: name another folder`,
        );
      }
      this.#clear();
      restoreSnapshot(state, this.#parts, folder.contents);
      this.account = account;
      this.#wasLoaded = true;
    }
    this.#folder = folder;
  }

  /** Keeps everything in its folder from now on, if it has one. */
  keep(): void {
    this.#folder?.watch(this);
  }

  fingerprint(): string {
    const { platform, voice, messages } = this.#parts;
    return JSON.stringify([
      platform.store.revision,
      voice.phones.all(),
      voice.parties.export(),
      messages.optedOut,
    ]);
  }

  snapshot(contents: Parameters<Keeper["snapshot"]>[0]): Snapshot {
    return takeSnapshot(this.#parts, this.account, contents);
  }

  export(): Snapshot {
    return takeSnapshot(this.#parts, this.account);
  }

  /** Takes on a snapshot in place of everything else. A wrong one changes nothing. */
  async import(document: unknown): Promise<void> {
    const { account } = snapshotSchema.parse(document);
    await this.#stop();
    this.#clear();
    restoreSnapshot(document, this.#parts);
    this.account = account;
  }

  /** Forgets everything but the account, whose SIDs begin anew. */
  async reset(): Promise<void> {
    await this.#stop();
    this.#clear();
    this.account = this.#open(this.account);
  }

  /** Keeps the last changes, and forgets. */
  async close(): Promise<void> {
    if (this.#folder) await this.#folder.close(this);
    this.#parts.messages.reset();
    await this.#parts.voice.reset();
  }

  /** Ends calls, and threads that run functions. */
  async #stop(): Promise<void> {
    await this.#parts.voice.reset();
    await this.#parts.functions.reset();
  }

  #clear(): void {
    const { messages, platform, faults, journal } = this.#parts;
    messages.reset();
    platform.store.clear();
    platform.random.reset();
    faults.clear();
    journal.length = 0;
  }

  /** Puts the account in place. Its SID and token are drawn even if they are given, so that what follows is the same. */
  #open(account: Partial<Account> = this.#given): Account {
    const { platform } = this.#parts;
    const { random } = platform;
    const drawn = { accountSid: random.sid("AC"), authToken: random.hex("auth token") };
    const { accountSid = drawn.accountSid, authToken = drawn.authToken } = account;
    openAccount(platform, accountSid, authToken);
    return { accountSid, authToken };
  }
}
