import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Emulator, type EmulatorOptions, ManualClock, startEmulator, twilioClient } from "../index.ts";
import { greeting, number, picture, play } from "../testing/scenario.ts";

let folder: string;
const running: Emulator[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "emulator-state-"));
});
afterEach(async () => {
  for (const emulator of running.splice(0)) await emulator.close();
  await rm(folder, { recursive: true });
});

const quick = { buildMs: 0, emergencyMs: 0, messageMs: 0 };

async function start(options: EmulatorOptions = {}): Promise<Emulator> {
  const emulator = await startEmulator({ ...quick, clock: new ManualClock(), ...options });
  running.push(emulator);
  return emulator;
}

async function stop(emulator: Emulator): Promise<void> {
  running.splice(running.indexOf(emulator), 1);
  await emulator.close();
}

/** Everything of the scenario is there and works. */
async function expectPlayed(emulator: Emulator, domain: string): Promise<void> {
  const client = twilioClient(emulator);
  const page = await fetch(`${emulator.url}/${domain}/page.html`);
  expect(await page.text()).toBe("<p>Lab</p>");
  expect(emulator.phones.all()).toMatchObject([
    { address: "sip:demo@lab.sip.twilio.com", script: { rings: 2 } },
  ]);
  expect(emulator.parties.find("+15035550199").outcome).toBe("busy");
  const [withMedia] = (await client.messages.list()).filter(({ numMedia }) => numMedia === "1");
  const [media] = await client.messages(withMedia?.sid ?? "").media.list();
  const path = media?.uri.replace(/\.json$/, "");
  const authorization = `Basic ${btoa(`${emulator.accountSid}:${emulator.authToken}`)}`;
  const content = await fetch(`${emulator.url}/api.twilio.com${path}`, { headers: { authorization } });
  expect(Buffer.from(await content.arrayBuffer())).toEqual(picture);
  expect(await client.recordings.list()).toMatchObject([{ duration: "17" }]);
  const send = client.messages.create({ from: number, to: "+15035550112", body: "still there?" });
  await expect(send).rejects.toMatchObject({ code: 21610 });
  expect((await greeting(emulator))[0]).toBe("Good morning Ann");
}

describe("a scenario", () => {
  test("played twice with the same seed and clock gives the same SIDs, times, order and traces", async () => {
    const run = async () => {
      const emulator = await start({ seed: "twice" });
      const { call, message } = await play(emulator);
      expect(message.replies).toMatchObject([{ body: "You wrote hello" }]);
      const result = { state: emulator.export(), requests: emulator.requests, call, message };
      await stop(emulator);
      return result;
    };
    const first = await run();
    expect(first.state.resources.length).toBeGreaterThan(20);
    expect(await run()).toEqual(first);
  });

  test("played again after a reset is the same too", async () => {
    const emulator = await start();
    await play(emulator);
    const first = emulator.export();
    await emulator.reset();
    await play(emulator);
    expect(emulator.export()).toEqual(first);
  });
});

describe("a state", () => {
  test("is written down as JSON and taken on by another emulator, over the private path", async () => {
    const one = await start({ seed: "one" });
    const { site } = await play(one);
    const written = await (await fetch(`${one.url}/emulator/state`)).text();
    const other = await start({ seed: "other", clock: new ManualClock("2020-01-01") });
    const taken = await fetch(`${other.url}/emulator/state`, { method: "POST", body: written });
    expect([taken.status, await taken.json()]).toEqual([200, {}]);
    expect(other.accountSid).toBe(one.accountSid);
    expect(other.export()).toEqual(one.export());
    await expectPlayed(other, site.domain);
  });

  test("that is none is refused with its place, and nothing is forgotten", async () => {
    const emulator = await start();
    await play(emulator);
    const before = emulator.export();
    const broken = { ...before, resources: [{ ...before.resources[0], sequence: "first" }] };
    await expect(emulator.import(broken)).rejects.toThrow(/resources.*0.*sequence/s);
    expect(emulator.export()).toEqual(before);
  });
});

describe("a state folder", () => {
  test("keeps everything from run to run, for its owner only", async () => {
    const first = await start({ stateFolder: folder });
    const { site } = await play(first);
    const before = first.export();
    await stop(first);
    const names = await readdir(folder, { recursive: true, withFileTypes: true });
    const files = names.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name));
    const modes = await Promise.all(files.map(async (file) => (await stat(file)).mode & 0o777));
    expect(new Set(modes)).toEqual(new Set([0o600]));
    expect(files.filter((file) => file.includes("content"))).toHaveLength(5);
    const second = await start({ stateFolder: folder, seed: "another" });
    expect(second.export()).toEqual(before);
    await expectPlayed(second, site.domain);
  });

  test("keeps changes while it runs: what dies loses nothing older than a moment", async () => {
    const dies = await start({ stateFolder: folder });
    await twilioClient(dies).sip.domains.create({ domainName: "kept.sip.twilio.com" });
    const state = () => readFile(join(folder, "state.json"), "utf8").catch(() => "");
    await expect.poll(state).toContain("kept.sip.twilio.com");
    const next = await start({ stateFolder: folder });
    expect(await twilioClient(next).sip.domains.list()).toMatchObject([
      { domainName: "kept.sip.twilio.com" },
    ]);
  });

  test("is used by one process at a time, and by its own account", async () => {
    await writeFile(join(folder, "emulator.pid"), String(process.ppid));
    await expect(start({ stateFolder: folder })).rejects.toThrow(/is in use by the emulator with process ID/);
    await rm(join(folder, "emulator.pid"));
    await stop(await start({ stateFolder: folder }));
    const other = { stateFolder: folder, accountSid: `AC${"1".repeat(32)}` };
    await expect(start(other)).rejects.toThrow(/keeps the account/);
  });

  test("that is damaged is named", async () => {
    await writeFile(join(folder, "state.json"), '{"emulator":');
    await expect(start({ stateFolder: folder })).rejects.toThrow(/state\.json is damaged/);
  });
});

describe("a seed file", () => {
  const file = async (content: string) => {
    const path = join(folder, "seed.yaml");
    await writeFile(path, content);
    return path;
  };
  const seed = `
resources:
  api/SIP/CredentialLists:
    - FriendlyName: phones
      as: phones
      Credentials:
        - { Username: demo, Password: Correct1Horse2Battery }
  api/SIP/Domains:
    - DomainName: lab.sip.twilio.com
      SipRegistration: true
      Auth/Registrations/CredentialListMappings:
        - CredentialListSid: \${phones}
  api/IncomingPhoneNumbers:
    - PhoneNumber: "+15035550100"
  serverless/v1/Services:
    - UniqueName: lab
      FriendlyName: Laboratory
      Environments:
        - UniqueName: stage
          Variables: [{ Key: GREETING, Value: hello }]
phones:
  - { domain: lab.sip.twilio.com, username: demo }
parties:
  "+15035550199": busy
`;

  test("says what is there at the start, what hangs under it, and who is around", async () => {
    const emulator = await start({ seedFile: await file(seed) });
    const client = twilioClient(emulator);
    expect(await client.incomingPhoneNumbers.list()).toMatchObject([{ phoneNumber: number }]);
    const [service] = await client.serverless.v1.services.list();
    const laboratory = client.serverless.v1.services(service?.sid ?? "");
    expect(await laboratory.environments.list()).toMatchObject([{ uniqueName: "stage" }]);
    expect(emulator.phones.all()).toMatchObject([{ address: "sip:demo@lab.sip.twilio.com" }]);
    expect(emulator.parties.find("+15035550199").outcome).toBe("busy");
  });

  test("is planted once in a state folder, whole or not at all", async () => {
    const options = {
      seedFile: await file(seed.replace("username: demo", "username: nobody")),
      stateFolder: join(folder, "state"),
    };
    await expect(start(options)).rejects.toThrow(/at phones/);
    await file(seed);
    await stop(await start(options));
    expect(await twilioClient(await start(options)).incomingPhoneNumbers.list()).toHaveLength(1);
  });

  test.each([
    ["resource: {}", /Unrecognized key: "resource"/],
    ["resources: { Domains: [] }", /must be a path such as api\/SIP\/Domains/],
    [
      seed.replace("lab.sip.twilio.com\n      Sip", "lab.example.com\n      Sip"),
      /seed\.yaml, at resources \/ api\/SIP\/Domains \/ 0: 21\d+ /,
    ],
    [seed.replace("{phones}", "{phone}"), /CredentialListMappings \/ 0: nothing before it is called "phone"/],
    [seed.replace("username: demo", "username: nobody"), /at phones \/ 0: 403/],
    ["resources: [", /cannot be read/],
  ])("with a mistake is refused with its place: %#", async (content, why) => {
    await expect(start({ seedFile: await file(content) })).rejects.toThrow(why);
  });
});
