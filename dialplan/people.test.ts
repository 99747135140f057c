import { describe, expect, it } from "vitest";
import { checkPeople, checkPhones } from "./check-people.ts";
import { type ClientsFile, clientsOf, clientsSchema } from "./clients.ts";
import { type PeopleFile, peopleSchema, withPeople } from "./people.ts";

const relay = { callerId: "main", context: "street", emergency: "relay" };
const fileWith = (clients: object = {}): ClientsFile =>
  clientsSchema.parse({ main: { number: "+15035550100" }, clients });
const directoryWith = (defaults: object = {}, ids = ["ada", "grace"], prefix = "p-"): PeopleFile =>
  peopleSchema.parse({
    prefix,
    defaults: { ...relay, ...defaults },
    people: ids.map((id) => ({ id, name: id })),
  });
const extensions = (file: ClientsFile, directory?: PeopleFile) =>
  Object.keys(withPeople(file, directory).clients);
const problems = (file: ClientsFile, directory: PeopleFile) =>
  [...checkPeople(directory), ...checkPhones(file, directory)].map(
    ({ file, path, message }) => `${file.replace(/.*\//, "")}: ${path} ${message}`,
  );

describe("everybody in the directory", () => {
  it("has a phone named by prefix and ID, with the defaults, after those that are written down", () => {
    const file = withPeople(
      fileWith({ lobby: relay }),
      directoryWith({ register: false, sipHost: "pbx.example.org", sipPort: 5061 }),
    );
    expect(clientsOf(file).map(({ extension, uri }) => [extension, uri])).toEqual([
      ["lobby", undefined],
      ["p-ada", "sip:p-ada@pbx.example.org:5061"],
      ["p-grace", "sip:p-grace@pbx.example.org:5061"],
    ]);
    expect(file.clients["p-ada"]?.person).toBe("ada");
  });

  it("keeps the phone they have, whatever its name, or by its name alone", () => {
    expect(extensions(fileWith({ desk: { ...relay, person: "ada" } }), directoryWith())).toEqual([
      "desk",
      "p-grace",
    ]);
    expect(extensions(fileWith({ "p-ada": relay }), directoryWith())).toEqual(["p-ada", "p-grace"]);
  });

  it("has none if there is no directory", () => {
    expect(extensions(fileWith({ lobby: relay }))).toEqual(["lobby"]);
  });
});

describe("the directory is wrong when", () => {
  it("it says nothing of emergencies: there is no default", () => {
    const { emergency: _, ...silent } = relay;
    const read = peopleSchema.safeParse({ prefix: "p-", defaults: silent, people: [] });
    expect(read.error?.issues.map(({ path }) => path.join("."))).toEqual(["defaults.emergency"]);
  });

  it.each<[string, string[], PeopleFile, object]>([
    [
      "two have one ID",
      ["people.json: people.1.id is the ID of somebody else already"],
      directoryWith({}, ["ada", "ada"]),
      {},
    ],
    [
      "an extension is too long",
      ["people.json: people.0.id makes the extension"],
      directoryWith({}, ["a".repeat(31)]),
      {},
    ],
    [
      "a default is wrong, which is said once",
      ["people.json: defaults.emergency needs a number of its own"],
      directoryWith({ emergency: "registered" }),
      {},
    ],
    [
      "all would own one number",
      ['people.json: defaults.callerId is the number of "p-ada" already'],
      directoryWith({ callerId: "+15035550104" }),
      {},
    ],
    [
      "phones need a host",
      ["people.json: defaults.sipHost is missing"],
      directoryWith({ register: false }),
      {},
    ],
    [
      "more would ring than can",
      ["clients.json: clients.lobby.callerId is shared by 11 phones"],
      directoryWith({ callerId: "lobby" }, [..."abcdefghij"]),
      { lobby: { ...relay, callerId: "+15035550104" } },
    ],
    [
      "an entry is of nobody in it",
      ['clients.json: clients.lobby.person is nobody in people.json; did you mean "grace"?'],
      directoryWith(),
      { lobby: { ...relay, person: "grase" } },
    ],
    [
      "an entry has the name of another's phone",
      ['clients.json: clients.p-ada.person is "grace", and the extension is the one of "ada"'],
      directoryWith(),
      { "p-ada": { ...relay, person: "grace" } },
    ],
  ])("%s", (_, expected, directory, clients) => {
    expect(problems(fileWith(clients), directory)).toEqual(
      expected.map((text) => expect.stringContaining(text)),
    );
  });
});
