import { type ClientsFile, clientsFile } from "./clients.ts";
import type { EmergencyPlan } from "./emergency.ts";
import type { Problem } from "./problems.ts";

/**
 * Checks an emergency plan once more before it is compiled into the functions, from the entries alone and without the
 * code that made it: every phone has an answer, and no caller ID would send help to another place than the phone's.
 */
export function checkEmergencyPlan({ main, clients }: ClientsFile, plan: EmergencyPlan): Problem[] {
  /** Where help is sent when a number calls; main may be registered nowhere: then the caller is asked. */
  const registeredAt = new Map<string, string | undefined>(
    Object.values(clients)
      .filter(({ emergency }) => emergency === "registered")
      .map(({ callerId, address }) => [callerId, address]),
  );
  registeredAt.set(main.number, main.address);

  return Object.entries(clients).flatMap(([extension, { callerId, address, emergency }]) => {
    const problem = (message: string): Problem => ({
      file: clientsFile,
      path: `clients.${extension}.emergency`,
      message,
    });
    const attempts = plan.extensions[extension];
    if (typeof emergency === "object")
      return attempts === "refuse" ? [] : [problem("says refuse, and its plan does not")];
    if (!Array.isArray(attempts) || attempts.length === 0)
      return [problem("has no caller ID to call emergency services with")];
    const place = address ?? clients[callerId]?.address;
    return attempts
      .filter((number) => !registeredAt.has(number) || ![place, undefined].includes(registeredAt.get(number)))
      .map((number) => problem(`would call with ${number}, which is not registered where the phone is`));
  });
}
