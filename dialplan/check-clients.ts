import { checkSipUser } from "./check-sip-user.ts";
import { type ClientEntry, type ClientsFile, clientsFile } from "./clients.ts";
import { didYouMean } from "./did-you-mean.ts";
import { allCountries, metadataOf } from "./metadata.ts";
import { classify } from "./numbers.ts";
import type { Problem } from "./problems.ts";

/** As many legs as one Dial may have: all phones of a number ring at once. {@link https://www.twilio.com/docs/voice/twiml/dial} */
const maxPhonesOfANumber = 10;

/**
 * What a schema cannot say of the phones: how entries fit together.
 * @param malformed names of entries that are left out because something in them is wrong anyhow: whoever refers to them
 *   is not to blame
 */
export function checkClients(file: ClientsFile, malformed: Set<string> = new Set()): Problem[] {
  const entries = Object.entries(file.clients);
  const check: Check = { file, entries, malformed };
  return [
    ...checkMain(check),
    ...entries.flatMap(([extension, entry]) =>
      [checkName, checkCallerId, checkAddress, checkEmergency, checkUser].flatMap((each) =>
        each(check, extension, entry),
      ),
    ),
    ...checkOwners(check),
    ...checkRinging(check),
  ];
}

interface Check {
  file: ClientsFile;
  entries: [extension: string, entry: ClientEntry][];
  malformed: Set<string>;
}

const metadata = metadataOf(allCountries);

function problem(path: string, message: string): Problem {
  return { file: clientsFile, path, message };
}

function checkMain({ file: { main, ...file }, entries, malformed }: Check): Problem[] {
  const relayed = entries
    .filter(([, { emergency }]) => emergency === "relay")
    .map(([extension]) => extension);
  const misled =
    main.address !== undefined && relayed.length > 0
      ? [
          problem(
            "main.address",
            `would send help to "${main.address}" for phones that may be anywhere (emergency "relay": ${relayed.join(", ")}); remove it, or give those phones numbers of their own`,
          ),
        ]
      : [];
  return [
    ...misled,
    ...checkNumber("main.number", main.number),
    ...checkAddressName("main.address", main.address, file, malformed),
    ...checkCountry("main.address", main.number, main.address, file),
  ];
}

function checkName(_: Check, extension: string): Problem[] {
  return extension === "main"
    ? [problem("clients.main", 'is the word for the main number in "callerId"; give the phone another name')]
    : [];
}

function checkCallerId(
  { file, malformed }: Check,
  extension: string,
  { callerId, environment }: ClientEntry,
): Problem[] {
  const path = `clients.${extension}.callerId`;
  if (callerId === "main") return [];
  if (callerId === file.main.number)
    return [problem(path, 'is the main number, which no phone owns; write "main"')];
  if (callerId.startsWith("+")) return checkNumber(path, callerId);
  if (malformed.has(callerId)) return [];
  const owner = file.clients[callerId];
  if (!owner) {
    const hint = didYouMean(callerId, ["main", ...Object.keys(file.clients)]);
    return [problem(path, `is neither a number (+15035550100) nor "main" nor an extension${hint}`)];
  }
  if (callerId === extension) return [problem(path, 'names the phone itself; write a number or "main"')];
  if (owner.callerId === "main" || Object.hasOwn(file.clients, owner.callerId)) {
    const number = JSON.stringify(owner.callerId);
    return [problem(path, `names a phone without a number of its own; write ${number}`)];
  }
  if (owner.environment !== environment) {
    return [
      problem(
        path,
        `names a phone of ${owner.environment}, and this one is of ${environment}; a number rings in one environment`,
      ),
    ];
  }
  return [];
}

function checkAddress({ file, malformed }: Check, extension: string, entry: ClientEntry): Problem[] {
  const path = `clients.${extension}.address`;
  const { address, callerId, emergency } = entry;
  if (address === undefined) return [];
  if (!callerId.startsWith("+")) {
    return [problem(path, "belongs to a number, and this phone has none of its own; leave it out")];
  }
  if (emergency !== "registered") {
    return [
      problem(
        path,
        'is of no use: nothing is registered there; leave it out, or say "emergency": "registered"',
      ),
    ];
  }
  return [
    ...checkAddressName(path, address, file, malformed),
    ...checkCountry(path, callerId, address, file),
  ];
}

function checkEmergency({ file, malformed }: Check, extension: string, entry: ClientEntry): Problem[] {
  const path = `clients.${extension}.emergency`;
  const { callerId, emergency, address } = entry;
  if (emergency !== "registered") return [];
  if (callerId === "main") {
    return [problem(path, 'needs a number of its own at its own address; give it one, or say "relay"')];
  }
  if (callerId.startsWith("+")) {
    const names = Object.keys(file.addresses).join(", ");
    return address === undefined
      ? [
          problem(
            `clients.${extension}.address`,
            `is missing: where is help to be sent? Name one of: ${names}`,
          ),
        ]
      : [];
  }
  const owner = file.clients[callerId];
  if (!owner || malformed.has(callerId) || owner.emergency === "registered") return [];
  return [
    problem(path, `shares the number of "${callerId}", which is not registered anywhere; register that one`),
  ];
}

function checkUser(_: Check, extension: string, entry: ClientEntry): Problem[] {
  return checkSipUser(extension, entry).map(({ property, message }) =>
    problem(["clients", extension, property].filter(Boolean).join("."), message),
  );
}

/** Each number has one owner, so that it is bought, registered and given up with one entry. */
function checkOwners({ entries }: Check): Problem[] {
  const owners = new Map<string, string>();
  return entries.flatMap(([extension, { callerId }]) => {
    if (!callerId.startsWith("+")) return [];
    const owner = owners.get(callerId);
    if (owner === undefined) {
      owners.set(callerId, extension);
      return [];
    }
    const message = `is the number of "${owner}" already; to share it and ring together, write ${JSON.stringify(owner)}`;
    return [problem(`clients.${extension}.callerId`, message)];
  });
}

function checkRinging({ entries }: Check): Problem[] {
  return entries.flatMap(([extension, { callerId }]) => {
    if (!callerId.startsWith("+")) return [];
    const phones = 1 + entries.filter(([, entry]) => entry.callerId === extension).length;
    if (phones <= maxPhonesOfANumber) return [];
    const message = `is shared by ${phones} phones, and at most ${maxPhonesOfANumber} can ring at once; give some another number`;
    return [problem(`clients.${extension}.callerId`, message)];
  });
}

function checkNumber(path: string, number: string): Problem[] {
  return classify(number, metadata).country
    ? []
    : [problem(path, `${number} is not a telephone number that exists; check its digits`)];
}

function checkAddressName(
  path: string,
  name: string | undefined,
  { addresses }: Pick<ClientsFile, "addresses">,
  malformed: Set<string>,
): Problem[] {
  if (name === undefined || Object.hasOwn(addresses, name) || malformed.has(name)) return [];
  return [
    problem(
      path,
      `there is no address "${name}"${didYouMean(name, Object.keys(addresses)) || "; add it to addresses"}`,
    ),
  ];
}

/** Emergency services can be sent to an address in the number's own country only. */
function checkCountry(
  path: string,
  number: string,
  name: string | undefined,
  { addresses }: Pick<ClientsFile, "addresses">,
): Problem[] {
  const address = name === undefined ? undefined : addresses[name];
  const { country } = classify(number, metadata);
  if (!address || !country || country === address.isoCountry) return [];
  const message = `is in ${address.isoCountry}, and the number in ${country}; Twilio registers a number in its own country only`;
  return [problem(path, message)];
}
