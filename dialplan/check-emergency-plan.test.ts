import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkClients } from "./check-clients.ts";
import { checkEmergencyPlan } from "./check-emergency-plan.ts";
import { type ClientsFile, clientsSchema } from "./clients.ts";
import { emergencyPlanOf } from "./derive.ts";

const place = {
  customerName: "x",
  street: "x",
  city: "x",
  region: "OR",
  postalCode: "97202",
  isoCountry: "US",
};
const places = ["house", "library", "shop"];
const main = "+15035550100";

/** Networks of up to eight phones, of every kind, whether they fit together or not. */
const networks = fc
  .record({
    mainAddress: fc.option(fc.constantFrom(...places), { nil: undefined }),
    phones: fc.array(
      fc.record({
        shares: fc.option(fc.nat(7), { nil: undefined }),
        own: fc.boolean(),
        address: fc.option(fc.constantFrom(...places), { nil: undefined }),
        environment: fc.constantFrom("prod", "prod", "stage"),
        emergency: fc.constantFrom("registered", "registered", "relay", { refuse: "There is another one." }),
      }),
      { minLength: 1, maxLength: 8 },
    ),
  })
  .map(({ mainAddress, phones }): ClientsFile => {
    const entries = phones.map(({ shares, own, address, environment, emergency }, index) => {
      const callerId = own ? `+1503555012${index}` : shares === undefined ? "main" : `phone-${shares}`;
      const at = own && emergency === "registered" ? (address ?? "house") : undefined;
      return [`phone-${index}`, { callerId, environment, emergency, context: "street", address: at }];
    });
    const addresses = Object.fromEntries(places.map((name) => [name, place]));
    return clientsSchema.parse({
      main: { number: main, address: mainAddress },
      addresses,
      clients: Object.fromEntries(entries),
    });
  });

describe("the emergency plan of any valid network", () => {
  it("has no caller ID that is registered elsewhere, and one to begin with for every phone that does not refuse", () => {
    let valid = 0;
    fc.assert(
      fc.property(networks, (file) => {
        if (checkClients(file).length > 0) return;
        valid += 1;
        expect(checkEmergencyPlan(file, emergencyPlanOf(file))).toEqual([]);
      }),
      { numRuns: 2_000 },
    );
    expect(valid).toBeGreaterThan(100);
  });
});

describe("a plan is refused", () => {
  const file = clientsSchema.parse({
    main: { number: main },
    addresses: { house: place, library: place },
    clients: {
      corner: { callerId: "+15035550101", address: "house", context: "x", emergency: "registered" },
      library: { callerId: "+15035550103", address: "library", context: "x", emergency: "registered" },
      gallery: { callerId: "main", context: "x", emergency: { refuse: "There is another one." } },
    },
  });
  const good = emergencyPlanOf(file);
  it.each<[string, Record<string, string[] | "refuse">, string]>([
    [
      "that calls with a number registered elsewhere",
      { corner: ["+15035550103"] },
      "would call with +15035550103",
    ],
    ["that calls with a number of nobody", { corner: ["+15035550199"] }, "would call with +15035550199"],
    ["without a caller ID", { corner: [] }, "has no caller ID"],
    ["that refuses for a phone that does not", { corner: "refuse" }, "has no caller ID"],
    ["that calls for a phone that refuses", { gallery: [main] }, "says refuse, and its plan does not"],
  ])("%s", (_, extensions, expected) => {
    const plan = { ...good, extensions: { ...good.extensions, ...extensions } };
    expect(checkEmergencyPlan(file, plan).map(({ message }) => message)).toEqual([
      expect.stringContaining(expected),
    ]);
  });
});
