import { stripVTControlCharacters } from "node:util";
import { Command } from "commander";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Emulator, startEmulator, twilioClient } from "../index.ts";
import { addVoiceCommands } from "./command.ts";

let emulator: Emulator;
const domain = "commands.sip.twilio.com";

async function run(...words: string[]): Promise<string> {
  const program = new Command().exitOverride();
  addVoiceCommands(program);
  const written: string[] = [];
  const write = vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    written.push(String(text));
    return true;
  });
  try {
    await program.parseAsync([...words, "--url", emulator.url], { from: "user" });
  } finally {
    write.mockRestore();
  }
  return stripVTControlCharacters(written.join(""));
}

beforeEach(async () => {
  emulator = await startEmulator();
  const client = twilioClient(emulator);
  const { sid } = await client.sip.domains.create({ domainName: domain, sipRegistration: true });
  const list = await client.sip.credentialLists.create({ friendlyName: "list" });
  await client.sip
    .credentialLists(list.sid)
    .credentials.create({ username: "demo", password: "Secret123456" });
  const { auth } = client.sip.domains(sid);
  await auth.calls.credentialListMappings.create({ credentialListSid: list.sid });
  await auth.registrations.credentialListMappings.create({ credentialListSid: list.sid });
});
afterEach(() => emulator.close());

describe("the commands beside a running emulator", () => {
  it("place a call and show it", async () => {
    const text = await run("call", "911", "--from", `demo@${domain}`);
    expect(text).toContain("☎ demo@commands → 911@commands");
    expect(text).toContain("has no voice URL");
  });

  it("place a call to an address that is written out as a phone's is, and show what was dialled as it was", async () => {
    expect(await run("call", `sales@${domain}`, "--from", `demo@${domain}`)).toContain("→ sales@commands");
    expect(await run("call", "#", "--from", `demo@${domain}`)).toContain("→ #@commands");
  });

  it("place a call with a password, a claim and headers, and give its trace as JSON", async () => {
    const from = ["--from", `demo@${domain}`, "--claim", "boss"];
    const trace = JSON.parse(await run("call", "5", ...from, "--password", "wrong", "--json"));
    expect(trace).toMatchObject({ from: `sip:boss@${domain}`, sipResponse: 403 });
  });

  it("register a phone", async () => {
    await run("phone", `demo@${domain}`, "--script", "busy");
    expect(emulator.phones.all()).toMatchObject([
      { address: `sip:demo@${domain}`, script: { outcome: "busy" } },
    ]);
  });

  it("say what somebody does", async () => {
    await run("party", "+15035550111", "answers after 3 rings");
    expect(emulator.parties.find("+15035550111").rings).toBe(3);
  });

  it("say what was wrong", async () => {
    await expect(run("phone", `nobody@${domain}`)).rejects.toThrow(
      /no list mapped for registrations has a user nobody/,
    );
    await expect(run("phone", "demo")).rejects.toThrow(/must be user@/);
    await expect(run("party", "+15035550111", "sings")).rejects.toThrow(/write busy/);
  });

  it("say where they looked when no emulator runs", async () => {
    await emulator.close();
    await expect(run("call", "1", "--from", `demo@${domain}`)).rejects.toThrow(/no emulator answers at/);
    emulator = await startEmulator();
  });
});
