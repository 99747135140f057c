import type { PendingOperation } from "../state/resource.ts";
import type { Deployment } from "./deployment.ts";

/**
 * What a run that died has left: resources that it was changing or deleting are read back; what it was creating may or may
 * not be there, which only the provider can find out.
 */
export async function resolvePending(deployment: Deployment, pending: PendingOperation[]): Promise<void> {
  if (pending.length === 0) return;
  const creating = pending.filter(({ type }) => type === "creating");
  const others = new Set(
    pending.filter(({ type }) => type !== "creating").map(({ resource }) => resource.urn),
  );
  const list = pending.map(({ resource, type }) => `  * ${resource.urn}, interrupted while ${type}`);
  deployment.report(
    "warning",
    `The last run was interrupted with ${pending.length} operations under way:\n${list.join("\n")}\n` +
      (others.size > 0 ? "What it was changing or deleting is read back now.\n" : "") +
      (creating.length > 0
        ? "What it was creating may exist already. A provider that adopts what exists under its name takes it over; with " +
          "another, look for it before going on. A create leaves this list when the resource is made, or by " +
          "`refresh --clear-pending-creates`.\n"
        : ""),
  );
  if (others.size > 0) await deployment.resolve(others);
}
