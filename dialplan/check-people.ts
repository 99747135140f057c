import { checkClients } from "./check-clients.ts";
import { type ClientsFile, clientsFile, extensionPattern } from "./clients.ts";
import { didYouMean } from "./did-you-mean.ts";
import { type PeopleFile, peopleFile, phonesOfPeople, withPeople } from "./people.ts";
import type { Problem } from "./problems.ts";

/** What a schema cannot say of the directory. */
export function checkPeople({ prefix, people }: PeopleFile): Problem[] {
  const ids = people.map(({ id }) => id);
  return ids.flatMap((id, index) => {
    const path = `people.${index}.id`;
    if (ids.indexOf(id) < index)
      return [
        {
          file: peopleFile,
          path,
          message: `is the ID of somebody else already; give each a "${id}" of their own`,
        },
      ];
    if (extensionPattern.test(prefix + id)) return [];
    const message = `makes the extension "${prefix}${id}", which is longer than the 32 characters that SIP takes; shorten it`;
    return [{ file: peopleFile, path, message }];
  });
}

/**
 * Checks the phones, written down or following from the directory, against each other. What is wrong with those of the
 * directory is wrong with its defaults.
 * @param malformed names of written entries that are left out
 */
export function checkPhones(
  file: ClientsFile,
  directory: PeopleFile | undefined,
  malformed: Set<string> = new Set(),
): Problem[] {
  if (!directory) return checkClients(file, malformed);
  const made = Object.keys(phonesOfPeople(directory, file)).filter((extension) => !malformed.has(extension));
  const ofDefaults = ({ path, message }: Problem): Problem | undefined => {
    const extension = made.find((each) => path.startsWith(`clients.${each}.`));
    return extension === undefined
      ? undefined
      : { file: peopleFile, path: path.replace(`clients.${extension}`, "defaults"), message };
  };
  const problems = checkClients(withPeople(file, directory), malformed).map(
    (each) => ofDefaults(each) ?? each,
  );
  const once = new Map(problems.map((each) => [JSON.stringify(each), each]));
  return [...once.values(), ...checkOwners(file, directory)];
}

/** Whose phones entries say they are. */
function checkOwners({ clients }: ClientsFile, { prefix, people }: PeopleFile): Problem[] {
  const ids = people.map(({ id }) => id);
  return Object.entries(clients).flatMap(([extension, { person }]) => {
    const path = `clients.${extension}.person`;
    if (person !== undefined && !ids.includes(person)) {
      const hint = didYouMean(person, ids) || "; write an ID of theirs, or add them there";
      return [{ file: clientsFile, path, message: `is nobody in people.json${hint}` }];
    }
    const namesake = ids.find((id) => prefix + id === extension);
    if (namesake === undefined || person === undefined || person === namesake) return [];
    const message = `is "${person}", and the extension is the one of "${namesake}"; give the phone another name`;
    return [{ file: clientsFile, path, message }];
  });
}
