import { type Directory, directorySchema } from "../../../dialplan/directory.ts";
import { type DialVariables, dialVariables } from "../../../dialplan/variables.ts";
import { readAsset } from "../runtime/assets.ts";
import type { Context } from "../runtime/runtime.ts";

let directory: Directory | undefined;

export interface Network {
  variables: DialVariables;
  directory: Directory;
}

/**
 * The variables and the phones of the network, checked. Phones are read once in the life of a process.
 * @throws if a variable is missing, or the asset is missing or malformed
 */
export function networkOf(context: Context): Network {
  const variables = dialVariables.parse(context);
  directory ??= directorySchema.parse(JSON.parse(readAsset("/extensions.json")));
  return { variables, directory };
}
