import { describe, expect, it } from "vitest";
import { type ClientEntry, clientsSchema } from "./clients.ts";
import { directoryOf, emergencyPlanOf } from "./derive.ts";

const place = {
  customerName: "x",
  street: "x",
  city: "x",
  region: "OR",
  postalCode: "97202",
  isoCountry: "US",
};
const own = (callerId: string, address: string, more = {}) => ({
  callerId,
  address,
  context: "street",
  emergency: "registered",
  ...more,
});

function network(clients: Record<string, Partial<ClientEntry>>, main: { address?: string } = {}) {
  return clientsSchema.parse({
    main: { number: "+15035550100", ...main },
    addresses: { house: place, library: place },
    clients,
  });
}

describe("the caller IDs of an emergency call", () => {
  const clients = {
    corner: own("+15035550101", "house"),
    workshop: own("+15035550102", "house"),
    attic: { callerId: "workshop", context: "street", emergency: "registered" as const },
    library: own("+15035550103", "library"),
    roamer: { callerId: "main", context: "street", emergency: "relay" as const },
    gallery: { callerId: "main", context: "street", emergency: { refuse: "There is another telephone." } },
    demo: own("+15035550110", "house", { environment: "stage" }),
  };
  const { extensions } = emergencyPlanOf(network(clients as Record<string, Partial<ClientEntry>>));

  it("are the own number, the same again, one at the same address, the main number", () => {
    expect(extensions.corner).toEqual(["+15035550101", "+15035550101", "+15035550102", "+15035550100"]);
  });
  it("are those of the number that is shared", () => {
    expect(extensions.attic).toEqual(["+15035550102", "+15035550102", "+15035550101", "+15035550100"]);
  });
  it("leave out numbers that are registered elsewhere", () => {
    expect(extensions.library).toEqual(["+15035550103", "+15035550103", "+15035550100"]);
  });
  it("leave out numbers of another environment", () => {
    expect(extensions.demo).toEqual(["+15035550110", "+15035550110", "+15035550100"]);
  });
  it("are the main number, twice, for a phone that relays", () => {
    expect(extensions.roamer).toEqual(["+15035550100", "+15035550100"]);
  });
  it("are none for a phone that refuses", () => {
    expect(extensions.gallery).toBe("refuse");
  });
  it("leave out a main number that is registered elsewhere, and keep one registered at the same address", () => {
    const { corner, library } = clients;
    const file = network({ corner, library } as Record<string, Partial<ClientEntry>>, { address: "library" });
    expect(emergencyPlanOf(file).extensions).toEqual({
      corner: ["+15035550101", "+15035550101"],
      library: ["+15035550103", "+15035550103", "+15035550100"],
    });
  });
});

it("the directory holds no address, no comment and no reason", () => {
  const file = network({
    corner: { ...own("+15035550101", "house"), comment: "behind the hedge" } as Partial<ClientEntry>,
  });
  const menus = { sounds: {}, contexts: { street: {} }, mailboxes: {}, messageRetentionDays: 90 };
  expect(directoryOf(file, menus)).toEqual({
    main: "+15035550100",
    contexts: ["street"],
    phones: { corner: { environment: "prod", callerId: "+15035550101", context: "street", emergency: true } },
  });
});
