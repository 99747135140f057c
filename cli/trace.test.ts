import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import fc from "fast-check";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { deploy, root } from "../functions/test/deployed.ts";
import { callOf } from "./trace/call.ts";
import { Functions, hostOf } from "./trace/functions.ts";
import { readVersion } from "./trace/version.ts";
import { walk } from "./trace/walk.ts";
import { addTrace } from "./trace.ts";

const version = readVersion(root);

/** What the functions ask Sync with, which knows of no minutes that a phone has spent today. */
const sync = { SYNC_SERVICE_SID: "IS0", ACCOUNT_SID: "AC0", AUTH_TOKEN: "token" };
const nothingSpent = async (_: unknown, { method }: RequestInit = {}) =>
  Response.json({}, { status: method === "POST" ? 201 : 404 });

/** Follows a call through the functions as they would be, and asks the bundled ones the same. */
async function expectSame(from: string, to: string, keys: string[]): Promise<void> {
  const { environment, first } = callOf(version, from, to);
  const context = { ...version.environments[environment], ...sync, DOMAIN_NAME: hostOf(environment) };
  const { steps } = walk(new Functions(version, environment), first, keys);
  expect(steps.length).toBeGreaterThan(0);
  for (const { asked, keys, twiml } of steps) {
    const { pathname, searchParams } = new URL(asked, "https://dialer");
    const hash = keys?.endsWith("#") && { FinishedOnKey: "#" };
    // Twilio says which keys were pressed before the one that finished.
    const digits = keys !== undefined && { Digits: hash && keys.length > 1 ? keys.slice(0, -1) : keys };
    const event = { ...first.params, ...Object.fromEntries(searchParams), ...digits, ...hash };
    const answer = await run(pathname, { context, event, warm: true });
    expect(answer.body).toBe(twiml);
  }
}

const run = await deploy("dialer");
const among = (...all: string[]) => fc.constantFrom(...all);
const digit = among(..."0123456789");
const digits = (minLength: number, maxLength: number) => fc.string({ unit: digit, minLength, maxLength });
const dialledByPeople = fc.oneof(
  among(
    "911",
    "9911",
    "1933",
    "#",
    "0",
    "211",
    "988",
    "411",
    "5035550102",
    "+15035550100",
    "5035550110",
    "hello",
  ),
  digits(3, 3),
  digits(10, 10).map((number) => `1${number}`),
  digits(8, 14).map((number) => `011${number}`),
  fc.string({ maxLength: 12 }).filter((text) => text.isWellFormed()),
);
const phones = Object.keys(version.directory.phones);
const numbers = ["+15035550100", ...Object.values(version.directory.phones).map(({ callerId }) => callerId)];
const pressed = fc.array(
  fc.oneof(fc.string({ unit: among(..."0123456789*#"), maxLength: 2 }), among("911", "5035551212", "")),
  {
    maxLength: 6,
  },
);

describe("what is traced is what the functions answer", () => {
  beforeEach(() => {
    vi.spyOn(Math, "random").mockReturnValue(0);
    vi.spyOn(globalThis, "fetch").mockImplementation(nothingSpent);
    vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-11-21T12:00:00Z") });
  });
  afterEach(() => {
    vi.restoreAllMocks();
    vi.useRealTimers();
  });

  it("to any phone, whatever it dials", async () => {
    await fc.assert(
      fc.asyncProperty(among(...phones), dialledByPeople, (from, to) => expectSame(from, to, [])),
      { numRuns: 150 },
    );
  });

  it("to callers from outside, and in menus, whatever keys are pressed", async () => {
    const calls = fc.oneof(
      fc.tuple(among("+12065550123", "anonymous"), among(...numbers)),
      fc.tuple(among(...phones), among("#", "0")),
    );
    await fc.assert(
      fc.asyncProperty(calls, pressed, ([from, to], keys) => expectSame(from, to, keys)),
      { numRuns: 60 },
    );
  });
});

/** A copy of the network's data with one version in git. */
let project: string;
const git = (...args: string[]) => execFileSync("git", args, { cwd: project, encoding: "utf8" });
beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), "trace-"));
  // In a folder of the repository, as projects may be.
  git("init", "-q");
  project = join(project, "network");
  for (const name of ["assets", "Pulumi.yaml", "Pulumi.stage.yaml", "Pulumi.prod.yaml"])
    cpSync(join(root, name), join(project, name), { recursive: true });
  git("add", "-A");
  git("-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-qm", "first");
});
afterEach(() => git("checkout", "-q", "."));
afterAll(() => rmSync(join(project, ".."), { recursive: true }));

function edit(file: string, change: (text: string) => string): void {
  const path = join(project, file);
  const before = readFileSync(path, "utf8");
  const after = change(before);
  if (after === before) throw new Error(`nothing changed in ${file}: the test no longer fits the file`);
  writeFileSync(path, after);
}
const clients = "assets/dialer/clients.json";
const dialPlan = "assets/dialer/dial-plan.json";
const menus = "assets/dialer/menus.json";

/** Runs the command; gives what it prints and what it ends with. */
async function dialer(...args: string[]) {
  const written = { stdout: "", stderr: "" };
  for (const stream of ["stdout", "stderr"] as const)
    vi.spyOn(process[stream], "write").mockImplementation((text) => {
      written[stream] += text;
      return true;
    });
  const program = new Command().exitOverride().configureOutput({ writeErr: () => {} });
  addTrace(program, project);
  process.exitCode = undefined;
  try {
    await program.parseAsync(["trace", ...args], { from: "user" });
    return { ...written, code: process.exitCode };
  } finally {
    process.exitCode = undefined;
    vi.restoreAllMocks();
  }
}

describe("dialer trace", () => {
  it("names the rule, who would be rung with which caller ID, and the TwiML", async () => {
    const { stdout } = await dialer("corner", "5035551212");
    expect(stdout).toContain(
      "outside-number: rings +15035551212 as +15035550101, for 60 min at most\n    <Response>\n      <Dial callerId=",
    );
  });

  it("follows a call through menus, key by key, to whom it rings", async () => {
    const { stdout } = await dialer("corner", "#", "--keys", "*,2,,1");
    const lines = stdout.split("\n").filter((line) => /^\S|^ {2}\S/.test(line));
    expect(lines).toEqual([
      "corner calls # (prod)",
      "/sip-outgoing",
      "  context: enters the menu street",
      expect.stringMatching(/^\/menu\?context=street&/),
      expect.stringContaining('menu-listen: hears "Welcome to Futel."'),
      expect.stringMatching(/ after \*$/),
      expect.stringContaining("Bienvenido a Futel."),
      expect.stringMatching(/ after 2$/),
      expect.stringContaining("Para hablar con alguien en una crisis,"),
      expect.stringMatching(/ after silence$/),
      expect.stringContaining("Para hablar con alguien en una crisis,"),
      expect.stringMatching(/ after 1$/),
      "  menu-dial: dials +18666986155",
      expect.stringMatching(/^\/sip-outgoing\?extension=corner/),
      "  outside-number: rings +18666986155 as +15035550101, for 60 min at most",
    ]);
  });

  it("says who is called when the caller waits for the operator, and which keys nobody waited for", async () => {
    const { stdout } = await dialer("corner", "0", "--keys", "1,2");
    expect(stdout).toContain(
      "menu-queue: waits for the operator; rings sip:workshop@direct-futel-prod.sip.twilio.com, +15035550191",
    );
    expect(stdout).toContain("Nobody waited for the keys 1, 2.");
  });

  it("is for programs, too", async () => {
    const { stdout } = await dialer("+12065550123", "5035550102", "--json");
    expect(JSON.parse(stdout)).toMatchObject({
      from: "+12065550123",
      to: "+15035550102",
      environment: "prod",
      steps: [{ rule: "phones-of-number", dials: [{}, {}], warnings: [] }],
    });
  });

  it.each([
    [["cornr", "911"], 'there is no phone "cornr"; did you mean "corner"?'],
    [["+12065550123", "+15035550999"], "+15035550999 is no number of the network"],
    [["corner"], "name who calls and what they dial"],
    [["corner", "#", "--keys", "one"], "Write keys of a telephone"],
  ])("%j is refused with a word", async (args, message) => {
    await expect(dialer(...args)).rejects.toThrow(message);
  });
});

describe("dialer trace --against", () => {
  const report = async () => {
    const { stdout, code } = await dialer("--against", "HEAD");
    expect(code).toBe(1);
    return stdout;
  };

  it("ends with 0 if no call changes, and leaves work tree and index as they are", async () => {
    edit(clients, (text) => text.replace("open day and night", "open by day"));
    git("add", clients);
    edit(clients, (text) => text.replace("open by day", "open at night"));
    const before = git("status", "--porcelain") + git("diff") + git("diff", "--cached");
    expect(await dialer("--against", "HEAD")).toEqual({ stdout: "no call changes\n", stderr: "", code: 0 });
    expect(git("status", "--porcelain") + git("diff") + git("diff", "--cached")).toBe(before);
    git("reset", "-q");
  });

  it("tells what may be called no longer, for all phones at once", async () => {
    edit(dialPlan, (text) => text.replace(', "MX"', ""));
    expect(await report()).toContain(
      [
        "corner, workshop, attic, library, roamer, gallery, demo: dials +522202345678",
        "- outside-number: rings +522202345678, for 60 min at most",
        '+ outside-number: refused (country-not-allowed); hears "Numbers in this country cannot be called from this telephone."',
      ].join("\n"),
    );
  });

  it("tells of phones that are new or gone in a line, of another number of a phone once, and whose calls that changes", async () => {
    edit(clients, (text) => text.replace('"attic"', '"cellar"').replace('"+15035550103"', '"+15035550104"'));
    const text = await report();
    for (const block of [
      `attic: is a phone
- of prod, with the number +15035550102
+ there is none`,
      `cellar: is a phone
- there is none
+ of prod, with the number +15035550102`,
      `library: is a phone
- of prod, with the number +15035550103
+ of prod, with the number +15035550104`,
      `corner, workshop, library, roamer, gallery: dials +15035550102
- own-number: rings sip:workshop@direct-futel-prod.sip.twilio.com, sip:attic@direct-futel-prod.sip.twilio.com
+ own-number: rings sip:workshop@direct-futel-prod.sip.twilio.com, sip:cellar@direct-futel-prod.sip.twilio.com`,
      `a caller from outside: calls +15035550104
- there is none
+ phones-of-number: rings sip:library@direct-futel-prod.sip.twilio.com`,
    ])
      expect(text).toContain(`${block}\n`);
    expect(text).not.toMatch(/library: dials .*\+18002345678/);
  });

  it("tells of menus: keys, what chance may choose, what is said in each language, operators, mailboxes", async () => {
    edit(menus, (text) =>
      text
        .replace('"to": { "number": "+18002738255" }', '"to": { "extension": "corner" }')
        .replace('{ "extension": "library" }]', '{ "extension": "workshop" }]')
        .replace("Bienvenido a Futel.", "Bienvenidos a Futel.")
        .replace('"+15035550191"', '"+15035550192"')
        .replace('"notify": ["+15035550190"]', '"notify": []'),
    );
    const text = await report();
    for (const what of [
      "presses 2 in the menu services (en)",
      "presses 1 in the menu surprise (es)",
      "enters the menu street (es)",
      "waits for the operator",
      "leaves a message in office",
    ])
      expect(text).toContain(what);
    expect(text).not.toContain("enters the menu street (en)");
  });

  it("tells of the trunk, which stands in the stack's file, and is for programs, too", async () => {
    edit("Pulumi.prod.yaml", (text) => text.replace("us2", "us1"));
    edit(dialPlan, (text) => text.replace('"988": ["988", ', '"988": ['));
    const { stdout } = await dialer("--against", "HEAD", "--json");
    const differences = JSON.parse(stdout);
    expect(differences).toContainEqual({
      who: "corner",
      what: "dials 988",
      before: "service: rings 988, then +18002738255",
      after: "service: rings +18002738255",
    });
    const ring = (region: string) =>
      `context: rings sip:exhibit@trunk-prod.example.org;region=${region}?x-callerid=%2B15035550100&x-enableemergency=false`;
    expect(differences).toContainEqual({
      who: "gallery",
      what: "dials #",
      before: ring("us2"),
      after: ring("us1"),
    });
  });

  it("ends with 2 if there is no such version, or the files are wrong", async () => {
    const failed = (stderr: string) => ({ code: 2, stderr: expect.stringContaining(stderr) });
    expect(await dialer("--against", "nowhere")).toMatchObject(failed('git knows no version "nowhere"'));
    edit(clients, (text) => text.replace('"attic"', '"At tic"'));
    expect(await dialer("--against", "HEAD")).toMatchObject(failed("is not a name for an extension"));
  });
});
