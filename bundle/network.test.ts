import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import { jsonSchemas } from "./json-schemas.ts";
import { loadNetwork } from "./network.ts";
import { problemsOf, project, projectWith } from "./testing.ts";

const main = { number: "+15035550100" };
const house = {
  customerName: "Futel",
  street: "1 Example St",
  city: "Portland",
  region: "OR",
  postalCode: "97202",
  isoCountry: "US",
};
const addresses = { house, cabin: { ...house, isoCountry: "CA" } };
const registered = { callerId: "+15035550101", address: "house", context: "street", emergency: "registered" };
const relay = { callerId: "main", context: "street", emergency: "relay" };

/** What is wrong with these phones. */
const wrong = (clients: Record<string, object>, more: object = {}) =>
  problemsOf({ clients: { main, addresses, clients, ...more } });

describe("the network of the repository", () => {
  const load = (environment: string, envFile = relative(project, join(projectWith({}), ".env.prod"))) =>
    loadNetwork({ root: project, environment, envFile });

  it("is valid but for whom to alert, which everybody must fill in for themselves", () => {
    expect(() => load("prod", ".env.sample")).toThrow(
      /one problem; .*\n {2}\.env\.sample: ALERT_NUMBERS: set it, or ALERT_WEBHOOK_URL: the team must hear/,
    );
  });

  it("is valid, and prod's part of it is prod's phones with their numbers and addresses, and the main number", () => {
    const { clients, main, addresses, variables } = load("prod");
    expect(clients.map(({ extension }) => extension)).toEqual([
      "corner",
      "workshop",
      "attic",
      "library",
      "roamer",
      "gallery",
    ]);
    expect(clients[0]).toEqual({
      extension: "corner",
      environment: "prod",
      callerId: "+15035550101",
      number: { phoneNumber: "+15035550101", address: "corner-house" },
      context: "street",
      emergency: "registered",
      domain: "emergency",
      canCall: true,
      canBeCalled: true,
      browser: false,
      device: { registerExpiry: 3_600, registerInterval: 30, traceLevel: "error" },
    });
    expect(clients[2]).toMatchObject({ extension: "attic", callerId: "+15035550102" });
    expect(clients[2]).not.toHaveProperty("number");
    expect(clients.at(-1)).toMatchObject({ emergency: "refuse", domain: "nonemergency" });
    expect(main).toEqual({ number: "+15035550100" });
    expect(Object.keys(addresses)).toEqual(["corner-house", "library"]);
    expect(variables).toEqual({ ALERT_NUMBERS: "+15035550190" });
  });

  it("has one phone on stage, which does not own the main number", () => {
    const { clients, main, addresses } = load("stage");
    expect(clients.map(({ extension }) => extension)).toEqual(["demo"]);
    expect(main).toBeUndefined();
    expect(Object.keys(addresses)).toEqual(["corner-house"]);
  });

  it.each(Object.entries(jsonSchemas()))("has an editor's schema that is up to date: %s", (file, schema) => {
    const written = JSON.parse(readFileSync(join(project, file), "utf8"));
    expect(written, "run: node bundle/write-schemas.ts && npm run fix").toEqual(
      JSON.parse(JSON.stringify(schema)),
    );
  });
});

describe("a phone's entry is wrong when", () => {
  it.each<[string, object, string]>([
    [
      "a property is misspelt",
      { ...relay, adress: "house" },
      'adress: is not known here; did you mean "address"?',
    ],
    [
      "it says nothing of emergencies",
      { callerId: "main", context: "x" },
      'emergency: is missing; it must be "registered", "relay" or',
    ],
    [
      "emergency is something else",
      { ...relay, emergency: "none" },
      'emergency: must be "registered", "relay" or',
    ],
    [
      "it refuses without a reason",
      { ...relay, emergency: { refuse: "" } },
      "emergency.refuse: must give the reason",
    ],
    [
      "its address is unknown",
      { ...registered, address: "hause" },
      'address: there is no address "hause"; did you mean "house"?',
    ],
    [
      "it is registered without an address",
      { ...registered, address: undefined },
      "address: is missing: where is help to be sent? Name one of: house, cabin",
    ],
    [
      "it is registered without a number",
      { ...relay, emergency: "registered" },
      "emergency: needs a number of its own",
    ],
    [
      "its address is in another country",
      { ...registered, address: "cabin" },
      "address: is in CA, and the number in US",
    ],
    ["its address is of no use", { ...registered, emergency: "relay" }, "address: is of no use"],
    ["it has an address and no number", { ...relay, address: "house" }, "address: belongs to a number"],
    [
      "its number does not exist",
      { ...registered, callerId: "+11115550101" },
      "callerId: +11115550101 is not a telephone number that exists",
    ],
    [
      "its number is not in E.164 form",
      { ...relay, callerId: "503-555-0101" },
      "callerId: is neither a number (+15035550100)",
    ],
    [
      "it owns the main number",
      { ...relay, callerId: "+15035550100" },
      'callerId: is the main number, which no phone owns; write "main"',
    ],
    ["it shares with itself", { ...relay, callerId: "phone" }, "callerId: names the phone itself"],
    [
      "its environment is no name",
      { ...relay, environment: "Prod!" },
      "environment: is not a name for an environment",
    ],
  ])("%s", (_, entry, expected) => {
    const [problem, ...more] = wrong({ phone: entry });
    expect(problem).toContain(`clients.phone.${expected}`);
    expect(more).toEqual([]);
  });

  it.each(["Corner", "a b", "x".repeat(33), "-x", "a@b", "ä"])("its extension is %j", (extension) => {
    expect(wrong({ [extension]: relay })).toEqual([
      expect.stringContaining("is not a name for an extension"),
    ]);
  });

  it("its extension is the word for the main number", () => {
    expect(wrong({ main: relay })).toEqual([
      expect.stringContaining("clients.main: is the word for the main number"),
    ]);
  });
});

describe("phones do not fit together when", () => {
  it("two own the same number; the message says how to share it", () => {
    expect(wrong({ corner: registered, attic: registered })).toEqual([
      'clients.attic.callerId: is the number of "corner" already; to share it and ring together, write "corner"',
    ]);
  });
  it("one shares the number of a phone that has none", () => {
    expect(wrong({ roamer: relay, attic: { ...relay, callerId: "roamer" } })).toEqual([
      'clients.attic.callerId: names a phone without a number of its own; write "main"',
    ]);
  });
  it("a number is wrong, and only its owner is told, not those who share it", () => {
    const corner = { ...registered, callerId: "503 555 0101", address: undefined };
    const problems = wrong({ corner, attic: { ...relay, callerId: "corner" } });
    expect(problems.filter((problem) => problem.startsWith("clients.attic"))).toEqual([]);
    expect(problems[0]).toContain("clients.corner.callerId: is neither a number");
  });
  it("eleven share a number, and ten do not", () => {
    const sharing = (count: number) =>
      Object.fromEntries(
        Array.from({ length: count }, (_, index) => [`phone-${index}`, { ...relay, callerId: "corner" }]),
      );
    expect(wrong({ corner: registered, ...sharing(10) })).toEqual([
      expect.stringContaining("is shared by 11 phones"),
    ]);
    expect(wrong({ corner: registered, ...sharing(9) })).toEqual([]);
  });
  it("one is registered through a number that is not", () => {
    const corner = { ...relay, callerId: "+15035550101" };
    expect(wrong({ corner, attic: { ...relay, callerId: "corner", emergency: "registered" } })).toEqual([
      expect.stringContaining(
        'clients.attic.emergency: shares the number of "corner", which is not registered',
      ),
    ]);
  });
  it("one shares a number of another environment", () => {
    expect(
      wrong({ corner: registered, demo: { ...relay, callerId: "corner", environment: "stage" } }),
    ).toEqual([
      expect.stringContaining("clients.demo.callerId: names a phone of prod, and this one is of stage"),
    ]);
  });
  it("one relays over a main number that is registered somewhere: help would go there", () => {
    expect(wrong({ roamer: relay }, { main: { ...main, address: "house" } })).toEqual([
      expect.stringContaining(
        'main.address: would send help to "house" for phones that may be anywhere (emergency "relay": roamer)',
      ),
    ]);
  });
});

describe("the dial plan is wrong when", () => {
  const dialPlan = { countries: ["US"], types: ["FIXED_LINE_OR_MOBILE"], timeLimit: 3600, services: {} };
  it.each<[string, object, string]>([
    ["a country does not exist", { countries: ["USA"] }, "countries.0: must be one of"],
    ["no country is named", { countries: [] }, "countries: must name a country"],
    ["a type is premium rate", { types: ["PREMIUM_RATE"] }, "types.0: must be FIXED_LINE or MOBILE"],
    ["calls have no limit", { timeLimit: 1e9 }, "timeLimit: is too long; give at most 14400 seconds"],
    ["911 is a service", { services: { "911": ["+15035551212"] } }, "services.911: is an emergency number"],
    [
      "a service is a premium number",
      { services: { "311": ["+19005551212"] } },
      "services.311.0: is a number that this dial plan refuses",
    ],
    [
      "a service is abroad",
      { services: { "311": ["+442071234567"] } },
      "services.311.0: is a number that this dial plan refuses",
    ],
    ["a service is another one", { services: { "311": ["211"] } }, "services.311.0: is another service"],
    ["a service dials nothing", { services: { "311": [] } }, "services.311: must name what to dial"],
    ["a service is no service", { services: { "31": ["+15035551212"] } }, "services.31: is not a service"],
  ])("%s", (_, change, expected) => {
    expect(problemsOf({ dialPlan: { ...dialPlan, ...change } })).toEqual([expect.stringContaining(expected)]);
  });
});

describe("the secrets of an environment", () => {
  it("are wrong when unknown, malformed or too long, and no message shows a value", () => {
    const env = `ALERT_NUMBER=+15035550190\nALERT_NUMBERS=hush-hush\nALERT_WEBHOOK_URL=http://hush.example/${"x".repeat(450)}\n`;
    const problems = problemsOf({ env });
    expect(problems.toSorted()).toEqual([
      'ALERT_NUMBER: is not known here; did you mean "ALERT_NUMBERS"?',
      "ALERT_NUMBERS: is not a list of numbers in E.164 form; write +15035550190, +15035550191",
      "ALERT_WEBHOOK_URL: is longer than the 450 bytes that Twilio takes; shorten it",
      "ALERT_WEBHOOK_URL: is not the URL of a webhook; write https://example.org/path",
    ]);
    expect(problems.join()).not.toContain("hush");
  });
  it("must tell somebody of emergency calls", () => {
    expect(problemsOf({ env: "ALERT_NUMBERS=\n" })).toEqual([
      "ALERT_NUMBERS: set it, or ALERT_WEBHOOK_URL: the team must hear of every emergency call",
    ]);
    expect(problemsOf({ env: "ALERT_WEBHOOK_URL=https://chat.example.org/x" })).toEqual([]);
  });
  it("must be there, and the message says how to make them", () => {
    expect(() => loadNetwork({ root: projectWith({}), environment: "stage" })).toThrow(
      ".env.stage: cannot be read; copy .env.sample to .env.stage and fill it in",
    );
  });
});

it("every problem of every file is named at once, those across entries too", () => {
  const clients = {
    main,
    addresses,
    unknown: 1,
    clients: {
      broken: {},
      attic: { ...relay, callerId: "corner" },
      corner: { ...registered, address: "hause" },
      follower: { ...relay, callerId: "broken" },
    },
  };
  expect(problemsOf({ clients, dialPlan: "{", env: "X=1" }).map((problem) => problem.split(": ")[0])).toEqual(
    [
      "clients.broken.callerId",
      "clients.broken.context",
      "clients.broken.emergency",
      "unknown",
      "clients.corner.address",
      "",
      "X",
      "ALERT_NUMBERS",
    ],
  );
});

it("the error reads as a list of what to repair", () => {
  const root = projectWith({
    clients: { main, addresses, clients: { corner: { ...registered, address: "hause" } } },
    env: "",
  });
  expect(() => loadNetwork({ root, environment: "prod" })).toThrow(
    [
      "The network is not valid (2 problems; nothing was changed):",
      '  assets/dialer/clients.json: clients.corner.address: there is no address "hause"; did you mean "house"?',
      "  .env.prod: ALERT_NUMBERS: set it, or ALERT_WEBHOOK_URL: the team must hear of every emergency call",
    ].join("\n"),
  );
});
