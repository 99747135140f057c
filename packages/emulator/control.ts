import { z } from "zod";
import type { Fault, Faults } from "./faults/faults.ts";
import type { JournalEntry } from "./rest/journal.ts";
import type { JsonRoutes } from "./rest/json-routes.ts";

/** What can be steered from outside. */
export interface Controlled {
  faults: Faults;
  requests: JournalEntry[];
  reset(): Promise<void>;
}

const removal = z.strictObject({ id: z.int().optional() });

/** The emulator's own paths, for whoever uses it from another process: faults, the journal, a fresh start. */
export const controlRoutes = ({ faults, requests, reset }: Controlled): JsonRoutes => ({
  "GET /emulator/faults": () => faults.list(),
  "POST /emulator/faults": (body) => ({ id: faults.add(body as Fault) }),
  "DELETE /emulator/faults": (body) => {
    const { id } = removal.parse(body);
    if (id === undefined) faults.clear();
    else faults.remove(id);
  },
  "GET /emulator/requests": () => requests,
  "DELETE /emulator/requests": () => {
    requests.length = 0;
  },
  "POST /emulator/reset": () => reset(),
});
