import { z } from "zod";
import { type ClientEntry, type ClientsFile, clientSchema } from "./clients.ts";

/** The file with the directory of people, each of whom gets a phone. A network need not have one. */
export const peopleFile = "assets/dialer/people.json";

const name = /^[a-z0-9][a-z0-9_-]{0,31}$/;

export const peopleSchema = z
  .strictObject({
    $schema: z.string().optional(),
    prefix: z
      .string()
      .regex(name, "is not the beginning of an extension; write up to 32 of a-z, 0-9, - and _")
      .describe("What the extensions of people's phones begin with: p- and the ID ada give p-ada."),
    defaults: clientSchema
      .omit({ person: true, comment: true })
      .describe("The entry of every such phone, as it would stand in clients.json."),
    people: z
      .array(
        z.strictObject({
          id: z.string().regex(name, "is not an ID; write up to 32 of a-z, 0-9, - and _"),
          name: z.string().min(1, "must not be empty"),
        }),
      )
      .describe("Who they are. The ID stays when the name changes."),
  })
  .describe("People, each of whom has a phone without an entry of its own.");

export type PeopleFile = z.infer<typeof peopleSchema>;

/**
 * The phones that follow from the directory, by extension: of everybody who has none yet. A phone is somebody's if its
 * entry says so in `person`, or if it has the extension that theirs would have.
 */
export function phonesOfPeople(
  { prefix, defaults, people }: PeopleFile,
  { clients }: Pick<ClientsFile, "clients">,
): Record<string, ClientEntry> {
  const owners = new Set(Object.values(clients).map(({ person }) => person));
  const without = people.filter(({ id }) => !owners.has(id) && !Object.hasOwn(clients, prefix + id));
  return Object.fromEntries(without.map(({ id }) => [prefix + id, { ...defaults, person: id }]));
}

/** The file of the phones with those of the directory: from here on there is no difference between them. */
export function withPeople(file: ClientsFile, directory: PeopleFile | undefined): ClientsFile {
  if (!directory) return file;
  return { ...file, clients: { ...file.clients, ...phonesOfPeople(directory, file) } };
}
