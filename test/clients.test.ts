import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { peopleFile } from "../dialplan/people.ts";
import { TestNetwork } from "./network.ts";

let network: TestNetwork;
beforeAll(async () => {
  network = await TestNetwork.start();
  await network.up("stage", "prod");
});
afterAll(() => network.close());

const file = z.looseObject({
  addresses: z.record(z.string(), z.looseObject({ street: z.string() })),
  clients: z.record(z.string(), z.looseObject({ callerId: z.string() })),
});

const path = "assets/dialer/clients.json";
const read = () => file.parse(JSON.parse(readFileSync(join(network.workspace.directory, path), "utf8")));

/** Changes the file of the phones as a person would. */
function edit(change: (content: z.infer<typeof file>) => void): void {
  network.edit(path, (text) => {
    const content = file.parse(JSON.parse(text));
    change(content);
    return JSON.stringify(content, null, 2);
  });
}

function entry({ clients }: z.infer<typeof file>, name: string) {
  const found = clients[name];
  if (!found) throw new Error(`there is no phone ${name}`);
  return found;
}

/** The writes of a piece of work below the account, as `DELETE SIP/CredentialLists/CL/Credentials/CR.json`. */
async function writesDuring(work: () => Promise<unknown>): Promise<string[]> {
  const requests = await network.requestsDuring(work);
  return requests
    .filter((request) => !request.startsWith("GET ") && request.includes("/Accounts/"))
    .map((request) =>
      request.replace(/[\w.]+\/2010.*?\/AC[0-9a-f]{32}\//, "").replace(/([A-Z]{2})[0-9a-f]{32}/g, "$1"),
    );
}

async function numbers() {
  const all = await network.client.incomingPhoneNumbers.list();
  return Object.fromEntries(all.map((number) => [number.phoneNumber, number]));
}

async function usernames(): Promise<string[]> {
  const [list] = await network.client.sip.credentialLists.list();
  const credentials = await network.client.sip.credentialLists(list?.sid ?? "").credentials.list();
  return credentials.map(({ username }) => username).sort();
}

/** The street that emergency services are told when a phone's own number calls them. */
async function streetOf(phone: string): Promise<string | undefined> {
  const number = (await numbers())[entry(read(), phone).callerId];
  expect(number?.emergencyAddressStatus).toBe("registered");
  return (await network.client.addresses(number?.emergencyAddressSid ?? "").fetch()).street;
}

/** Writes the directory of people, of these IDs. */
function writePeople(...ids: string[]): void {
  const defaults = { callerId: "main", context: "street", emergency: "relay" };
  const people = { prefix: "p-", defaults, people: ids.map((id) => ({ id, name: id })) };
  writeFileSync(join(network.workspace.directory, peopleFile), JSON.stringify(people));
}

test("a new phone is a credential, a number and its registration; gone, it gives up its number first and its credential last; a new person is a credential", async () => {
  edit((content) => {
    content.clients.pier = { ...entry(content, "library"), callerId: "+15035550104" };
  });
  writePeople("ada", "grace");
  await network.up("stage");
  expect(await writesDuring(() => network.up("prod"))).toEqual([
    "POST SIP/CredentialLists/CL/Credentials.json",
    "POST SIP/CredentialLists/CL/Credentials.json",
    "POST SIP/CredentialLists/CL/Credentials.json",
    "POST IncomingPhoneNumbers.json",
    "POST IncomingPhoneNumbers/PN.json",
  ]);

  expect(await usernames()).toEqual(expect.arrayContaining(["p-ada", "p-grace", "pier"]));

  edit(({ clients }) => Reflect.deleteProperty(clients, "pier"));
  writePeople("grace");
  await network.up("stage");
  const refused = async () => {
    expect(await network.refused("up", "-s", "prod", "--yes", "--skip-preview")).toMatch(/protected/);
  };
  expect(await writesDuring(refused)).toEqual([]);
  await network.pulumi("state", "unprotect", "--all", "-s", "prod", "--yes");
  expect(await writesDuring(() => network.up("prod"))).toEqual([
    "POST IncomingPhoneNumbers/PN.json",
    "DELETE IncomingPhoneNumbers/PN.json",
    "DELETE SIP/CredentialLists/CL/Credentials/CR.json",
    "DELETE SIP/CredentialLists/CL/Credentials/CR.json",
  ]);
  expect((await usernames()).filter((name) => name.startsWith("p-"))).toEqual(["p-grace"]);
});

test("a phone that moves from stage to prod takes its number and its name along", async () => {
  const before = (await numbers())["+15035550110"];
  edit((content) => Reflect.deleteProperty(entry(content, "demo"), "environment"));
  await network.up("prod", "stage");
  const after = (await numbers())["+15035550110"];
  expect(after?.sid).toBe(before?.sid);
  expect(after?.voiceUrl).toContain(String(await network.output("prod", "domain")));
  expect(await streetOf("demo")).toBe(read().addresses["corner-house"]?.street);
  expect(await usernames()).toContain("demo");
});

test("a phone that leaves stage before prod takes it keeps its number all the same", async () => {
  edit((content) => {
    content.clients.kiosk = { ...entry(content, "library"), callerId: "+15035550111", environment: "stage" };
  });
  await network.up("stage");
  const before = (await numbers())["+15035550111"];
  edit((content) => Reflect.deleteProperty(entry(content, "kiosk"), "environment"));
  await network.up("stage", "prod");
  const after = (await numbers())["+15035550111"];
  expect(after?.sid).toBe(before?.sid);
  expect(after?.voiceUrl).toContain(String(await network.output("prod", "domain")));
  expect(await streetOf("kiosk")).toBe(read().addresses.library?.street);
  expect(await usernames()).toContain("kiosk");
});

test("two phones may swap their numbers, and an address its street: registrations follow, and no number is given up", async () => {
  const sids = async () =>
    Object.values(await numbers())
      .map(({ sid }) => sid)
      .sort();
  const before = await sids();
  edit((content) => {
    const [corner, library] = [entry(content, "corner"), entry(content, "library")];
    [corner.callerId, library.callerId] = [library.callerId, corner.callerId];
    content.addresses.library = { ...content.addresses.library, street: "41 SW Sample Ave" };
  });
  await network.up("stage", "prod");
  expect(await sids()).toEqual(before);
  expect((await numbers())["+15035550103"]?.friendlyName).toMatch(/^corner /);
  expect(await streetOf("corner")).toBe("1212 SE Example St");
  // Another street is another address at Twilio: what is registered does not follow a change in place.
  expect(await streetOf("library")).toBe("41 SW Sample Ave");
  const streets = (await network.client.addresses.list()).map(({ street }) => street);
  expect(streets).not.toContain("40 SW Sample Ave");
});
