import * as twilio from "@pulumi/twilio";
import * as pulumi from "../pulumi.ts";

export interface MemoryArgs {
  /** Name of the environment, such as `stage`. */
  environment: string;
  /** Unique names of its maps. */
  maps: readonly string[];
  /** Unique names of its documents; none unless given. */
  documents?: readonly string[];
}

/**
 * What functions remember while they run, in a Sync service of its own.
 * @returns the SID of the service, known once functions find all of it from their first request on
 */
export function memory(
  name: string,
  { environment, maps, documents = [] }: MemoryArgs,
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  const service = new twilio.sync.Service(
    name,
    { friendlyName: `${name} (${environment})`, adopt: true },
    opts,
  );
  const { parent } = opts;
  const kept = { parent, deletedWith: service };
  const of = (uniqueName: string) => ({ serviceSid: service.sid, uniqueName, adopt: true });
  const made = [
    ...documents.map((document) => new twilio.sync.Document(document, of(document), kept)),
    ...maps.map((map) => new twilio.sync.Map(map, of(map), kept)),
  ];
  return pulumi.all(made.map(({ sid }) => sid)).apply(() => service.sid);
}
