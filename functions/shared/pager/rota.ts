import settings from "baked:pager";
import { type Rota, storedRota } from "../../../systems/pager/rota.ts";
import type { Revised, Sync } from "../twilio/sync.ts";

export const rotaName = "Documents/rota";

/**
 * Who is on call, as Sync says.
 * @throws if Sync does not answer, or the stack has not been brought up
 */
export async function rotaIn(sync: Sync): Promise<Revised<Rota>> {
  const found = await sync.read(rotaName, storedRota);
  if (!found) throw new Error("there is no rota: bring the stack up");
  const { oncall_user } = settings.current_config;
  return { ...found, data: { ...found.data, oncall_user: found.data.oncall_user ?? oncall_user } };
}
